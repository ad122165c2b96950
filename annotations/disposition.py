"""Dispositions: the drafters' answer to an annotation."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "accepted",
    "accepted_in_part",
    "declined",
    "noted",
    "referred",
    "obsolete",
    "duplicate_of",
]
OUTCOMES: tuple[Outcome, ...] = (
    "accepted",
    "accepted_in_part",
    "declined",
    "noted",
    "referred",
    "obsolete",
    "duplicate_of",
)
# Those that say neither yes nor no to what was asked for.
NEITHER: tuple[Outcome, ...] = ("noted", "referred", "obsolete", "duplicate_of")
Stance = Literal["agree", "disagree"]  # of the author, towards the disposition
STANCES: tuple[Stance, ...] = ("agree", "disagree")
DispositionState = Literal["proposed", "decided", "published"]

# What needs a linked change before the gate lets a revision pass unremarked.
NEEDS_CHANGE: frozenset[Outcome] = frozenset({"accepted", "accepted_in_part"})


@dataclass(frozen=True, slots=True)
class Disposition:
    """One version of the answer; `note` is internal and never published.

    `without_change` says in public why nothing in the text changed although the remark
    was accepted.
    """

    version: int
    outcome: Outcome
    reason: str
    state: DispositionState
    duplicate_of: str | None = None
    note: str = ""
    without_change: str = ""

    def says_the_same(self, other: "Disposition") -> bool:
        """Return whether the public reads the same in both versions."""
        return (
            self.outcome == other.outcome
            and self.reason == other.reason
            and self.duplicate_of == other.duplicate_of
            and self.without_change == other.without_change
        )
