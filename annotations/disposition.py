"""Dispositions: the drafters' answer to an annotation."""

from collections.abc import Iterable
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

    @property
    def wording(self) -> tuple[str, str, str | None, str]:
        """Return all that the public reads."""
        return self.outcome, self.reason, self.duplicate_of, self.without_change


def still_stands(versions: Iterable[Disposition], version: int) -> bool:
    """Return whether what a published version said is what the last one says.

    It is not if anything else was published in between.
    """
    told = {
        each.wording
        for each in versions
        if each.state == "published" and each.version >= version
    }
    return len(told) <= 1
