"""How well and how fast anchors and paragraphs are followed: `make anchoring`.

Measured on a corpus of edited texts against other methods in the same run. The corpus
is the folder in RANDNOTIZ_CORPUS (default `../shared/anchoring`); its README defines
the fields and the figures.
"""
