"""Why a text was changed: hunks with the remarks that they answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.db.annotations import Annotation
from docservice.db.changes import StoredChange
from docservice.services.tracing import causes_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A change with the visible annotations it answers.

    Each comes with whether a person confirmed the link, confirmed ones first.
    """

    change: StoredChange
    annotations: tuple[tuple[Annotation, bool], ...]

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Return the ids of the annotations of which drafters said that it answers them."""
        return tuple(row.id for row, is_sure in self.annotations if is_sure)

    @property
    def is_from_citizens(self) -> bool:
        """Return whether drafters said that annotations caused it."""
        return self.change.cause == "annotations" or bool(self.confirmed)


def reasons_for(
    connection: Connection, listed: Sequence[StoredChange]
) -> tuple[Reason, ...]:
    """Return changes with what they answer, in the order given."""
    found = causes_of(connection, listed)
    return tuple(
        Reason(
            change,
            tuple((row, link.is_confirmed) for row, link in found.get(change.id, ())),
        )
        for change in listed
    )
