"""Remarks tied to words: selectors, anchors, threads and dispositions.

Pure like `versions`, on which it rests; the service stores and serves what is
decided here.
"""
