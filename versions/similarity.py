"""How much two paragraphs have in common, whatever the order of their words.

A bag is the sorted word characters of a written text (versions.tokens). The
longest common subsequence of two sorted strings is their common multiset, and
rapidfuzz computes it many characters at a time.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist


def common(old: str, new: str) -> int:
    """Return how many words two bags share."""
    return LCSseq.similarity(old, new)


def dice(old: str, new: str) -> float:
    """Return the share of words in common, 0 to 1; 0 for two empty bags."""
    total = len(old) + len(new)
    return 2 * LCSseq.similarity(old, new) / total if total else 0.0


def dice_table(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Return `dice` of every old bag (rows) with every new one (columns)."""
    shared = cdist(old, new, scorer=LCSseq.similarity, dtype=np.int64)
    sizes = np.add.outer([len(bag) for bag in old], [len(bag) for bag in new])
    table: NDArray[np.float64] = 2 * shared / np.maximum(sizes, 1)
    return table
