"""Who has which comment in hand at the desk, so that no two answer the same one unawares.

This is a hint, known to one process and for less than a minute; that nobody's answer is
overwritten does not depend on it.
"""

from dataclasses import dataclass
from typing import Final

from docservice.db.people import Person

HELD_S: Final = 40.0  # browsers say it again every 15 s


@dataclass(frozen=True, slots=True)
class _Hold:
    annotation_id: str
    name: str
    until: float


class Attending:
    """One per process; used on one event loop only."""

    def __init__(self) -> None:
        self._holds: dict[str, _Hold] = {}

    def take(self, person: Person, annotation_id: str, at: float) -> list[str]:
        """Note that a person has a comment in hand; return who else has, by name.

        `at` is in seconds, on a clock that never goes back.
        """
        self._holds = {key: h for key, h in self._holds.items() if h.until > at}
        self._holds[person.id] = _Hold(annotation_id, person.name, at + HELD_S)
        return sorted(
            hold.name
            for key, hold in self._holds.items()
            if hold.annotation_id == annotation_id and key != person.id
        )
