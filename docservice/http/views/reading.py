"""The reading page: contents, the text with its counts, the margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.disposition import Outcome
from docservice.http.views.page import PersonView, PhaseView
from docservice.http.views.thread import GroupView
from versions.paragraph import Content
from versions.text import Span


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document; `process` and `process_title` are empty where it has none."""

    slug: str
    title: str
    lang: str
    summary: str = ""
    process: str = ""
    process_title: str = ""


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A published revision in the picker."""

    number: int
    label: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class ChapterView:
    """An entry of the contents; `comments` counts those of the whole chapter.

    `level` is 1 for a chapter and 2 below it. `share` compares with the most
    discussed chapter, 0 to 100.
    """

    paragraph: str
    title: str
    level: int
    comments: int
    share: int


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the revision shown.

    `number` is its place in the text, from 1; headings are not counted and have 0.
    `changed_by` counts the annotations that changed it in this revision, None where
    its words are those of the revision before. `sentences` are what the comment form
    offers beside the whole paragraph.
    """

    id: str
    number: int
    content: Content
    comments: int = 0
    changed_by: int | None = None
    sentences: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many comments had an outcome; `open` are those without an answer yet."""

    outcome: Outcome | None
    count: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """All that read.html shows.

    `seq` is the document's event that this state includes: the page follows on from
    it. `allowed` is what the person who looks may do here: annotate, reply, support;
    `closed` says in words why annotating is not possible. `guests` tells that a
    comment needs no account, only a name.
    """

    document: DocumentView
    revision: RevisionView
    revisions: Sequence[RevisionView]
    seq: int
    paragraphs: Sequence[ParagraphView]
    chapters: Sequence[ChapterView]
    groups: Sequence[GroupView]
    outcomes: Sequence[OutcomeCount]
    comments: int
    phases: Sequence[PhaseView] = ()
    allowed: frozenset[str] = frozenset()
    closed: str = ""
    guests: bool = False

    @property
    def previous(self) -> RevisionView | None:
        """Return the published revision before the one shown."""
        earlier = [r for r in self.revisions if r.number < self.revision.number]
        return max(earlier, key=lambda r: r.number, default=None)

    @property
    def newest(self) -> RevisionView:
        """Return the newest published revision."""
        return max(self.revisions, key=lambda r: r.number, default=self.revision)


@dataclass(frozen=True, slots=True)
class CommentFormView:
    """All that comment_form.html shows: one paragraph, and what was typed so far.

    `scope` is `paragraph`, `words`, or the index of a sentence; `errors` maps a field
    to what is wrong with it.
    """

    document: DocumentView
    revision: RevisionView
    paragraph: ParagraphView
    author: PersonView | None
    key: str
    scope: str = "paragraph"
    words: str = ""
    motivation: str = "commenting"
    body: str = ""
    replacement: str = ""
    name: str = ""
    errors: Sequence[tuple[str, str]] = ()
