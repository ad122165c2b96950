"""Phases: dated periods of a process, and what each opens to participants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PhaseKind = Literal[
    "information", "ideas", "commenting", "drafting", "decision", "closed"
]
PHASE_KINDS: tuple[PhaseKind, ...] = (
    "information",
    "ideas",
    "commenting",
    "drafting",
    "decision",
    "closed",
)

# Replies and support stay open while drafters answer: people may still talk.
OPENS: dict[PhaseKind, frozenset[str]] = {
    "information": frozenset(),
    "ideas": frozenset({"reply", "support"}),
    "commenting": frozenset({"annotate", "reply", "support"}),
    "drafting": frozenset({"reply", "support"}),
    "decision": frozenset(),
    "closed": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A period from `starts_at` up to, not including, `ends_at` (aware UTC)."""

    kind: PhaseKind
    title: str
    starts_at: datetime
    ends_at: datetime


def phase_at(phases: Sequence[Phase], moment: datetime) -> Phase | None:
    """Return the phase that is open at `moment`, the latest begun if several are."""
    running = [p for p in phases if p.starts_at <= moment < p.ends_at]
    return max(running, key=lambda p: p.starts_at, default=None)


def permits(phases: Sequence[Phase], action: str, moment: datetime) -> bool:
    """Return whether participants may do `action` at `moment`.

    A document without any phase is open: it belongs to no dated process.
    """
    if not phases:
        return True
    phase = phase_at(phases, moment)
    return phase is not None and action in OPENS[phase.kind]
