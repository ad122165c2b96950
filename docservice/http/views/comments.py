"""The list of all comments, with what it can be narrowed by."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.http.views.reading import DocumentView, OutcomeCount, RevisionView
from docservice.http.views.thread import ThreadView


@dataclass(frozen=True, slots=True)
class OptionView:
    """An entry of a selection list; `label` is empty where the template knows it."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """A comment in the list; `number` is that of its paragraph, 0 for a heading.

    `passage` is the address of its words in the text, empty if they are gone.
    """

    thread: ThreadView
    number: int
    passage: str


@dataclass(frozen=True, slots=True)
class CommentsView:
    """All that comments.html shows.

    `paragraph` is the id that the list is narrowed to, `paragraph_number` its number.
    `comments` and `highlights` are those of the whole revision, and the list holds
    either the one or the other.
    `made_on` is the revision that comments shown were made on, 0 for any.
    `previous`, `next` and `everything` are addresses, empty where they lead nowhere.
    """

    document: DocumentView
    revision: RevisionView
    revisions: Sequence[RevisionView]
    chapters: Sequence[OptionView]
    motivations: Sequence[OptionView]
    dispositions: Sequence[OptionView]
    waits: Sequence[OptionView]
    made_on: int
    verdicts: Sequence[OptionView]
    states: Sequence[OptionView]
    orders: Sequence[OptionView]
    text: str
    paragraph: str
    paragraph_number: int
    offers_mine: bool
    is_mine: bool
    is_narrowed: bool
    entries: Sequence[EntryView]
    total: int
    comments: int
    highlights: int
    highlights_href: str
    lists_highlights: bool
    outcomes: Sequence[OutcomeCount]
    previous: str
    next: str
    everything: str
