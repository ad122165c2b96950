"""The list of the changes that led to a revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.http.views.causes import CauseView
from docservice.http.views.comments import OptionView
from docservice.http.views.reading import DocumentView, RevisionView


@dataclass(frozen=True, slots=True)
class ChangeEntryView:
    """A change in the list; `number` is that of its paragraph, 0 for a heading.

    `is_gone` says that it is the paragraph of the earlier text: the later has none.
    """

    number: int
    is_gone: bool
    words: int
    cause: CauseView


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All that changes.html shows.

    `total` and `words` count all that were sought. `previous`, `next`, `compare` and
    `everything` are addresses, empty where they lead nowhere.
    """

    document: DocumentView
    revision: RevisionView
    revisions: Sequence[RevisionView]
    chapters: Sequence[OptionView]
    motivations: Sequence[OptionView]
    from_citizens: bool
    is_narrowed: bool
    entries: Sequence[ChangeEntryView]
    total: int
    words: int
    previous: str
    next: str
    compare: str
    everything: str
