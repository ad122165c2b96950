"""Why words were changed, as it stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.db.changes import Cause
from versions.comparison import HunkKind


@dataclass(frozen=True, slots=True)
class CauseRemarkView:
    """An annotation that a change answers; `confirmed` by a person, else assumed."""

    href: str
    name: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CauseView:
    """Why `old` became `new`; one of them may be empty.

    `href` leads to the page of the change. Where a passage `moved` both hold its words,
    at the old place and at the new. `cause` is None where nobody said why. `revision`
    is the label of the revision that the change came with, empty where the page shows
    that one anyhow.
    """

    href: str
    cause: Cause | None
    note: str
    kind: HunkKind
    old: str
    new: str
    remarks: Sequence[CauseRemarkView]
    revision: str = ""
