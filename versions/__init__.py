"""A document as a row of revisions made of paragraphs.

The lowest layer: plain values and pure functions. It knows neither annotations
nor the service; an incorporation names its annotation by identifier only.
"""
