"""Anchors: where an annotation stands in one revision, and how sure that is."""

from dataclasses import dataclass, field
from typing import Literal

from annotations.selector import Position

Verdict = Literal["kept", "moved", "changed", "ambiguous", "orphan"]
VERDICTS: tuple[Verdict, ...] = ("kept", "moved", "changed", "ambiguous", "orphan")


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a revision, from a position up to, not including, another."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of an annotation's words in a revision.

    `place` is where the words are now; for an orphan it is the nearest surviving
    place, with start equal to end. `old` and `new` are the words before and after
    for `changed`. `pieces` are all parts of the passage when it was torn apart,
    `candidates` the equally good places of an ambiguous one, or the copies that stay
    where an orphan may have been one of several. `score` is 0 to 1.
    """

    verdict: Verdict
    place: Place | None
    score: float
    method: str
    algorithm: str
    old: str = ""
    new: str = ""
    pieces: tuple[Place, ...] = field(default=())
    candidates: tuple[Place, ...] = field(default=())
