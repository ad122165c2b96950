"""The reading page: contents, the text with its counts, the margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.disposition import Outcome
from docservice.http.views.page import PhaseView
from docservice.http.views.thread import GroupView, PieceView
from versions.paragraph import Content
from versions.text import Span

NEAR = 5  # phases; more would not fit beside each other


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

    @property
    def sentence_offsets(self) -> str:
        """Return start and end of each sentence in a row, as the script reads them."""
        return " ".join(f"{each.start} {each.end}" for each in self.sentences)


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
    comment needs no account, only a name, and `asks_email` that an address may be left.
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
    asks_email: bool = False

    @property
    def previous(self) -> RevisionView | None:
        """Return the published revision before the one shown."""
        earlier = [r for r in self.revisions if r.number < self.revision.number]
        return max(earlier, key=lambda r: r.number, default=None)

    @property
    def near_phases(self) -> Sequence[PhaseView]:
        """Return the phases around the present one; the process page has them all."""
        past = sum(phase.state == "done" for phase in self.phases)
        first = max(0, min(past - NEAR // 2, len(self.phases) - NEAR))
        return self.phases[first : first + NEAR]

    @property
    def newest(self) -> RevisionView:
        """Return the newest published revision."""
        return max(self.revisions, key=lambda r: r.number, default=self.revision)


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One of several places where the words stand, with the text around them."""

    start: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class CommentFormView:
    """All that comment_form.html shows: one paragraph, and what was typed so far.

    `scope` is `paragraph`, `words`, or the index of a sentence; where the words stand
    in several places these are `places`, and `place` is the start of the chosen one.
    `preview` shows what a proposed wording would change. `closed` says why nobody may
    comment now; `asks_name` that a name is needed, `asks_email` that an address
    may be left, `asks_sign_in` that an account is needed. `errors` are (field, message) of what is wrong.
    """

    document: DocumentView
    revision: RevisionView
    paragraph: ParagraphView
    key: str
    scope: str = "paragraph"
    words: str = ""
    place: str = ""
    motivation: str = "commenting"
    body: str = ""
    replacement: str = ""
    name: str = ""
    email: str = ""
    places: Sequence[PlaceChoice] = ()
    preview: Sequence[PieceView] = ()
    closed: str = ""
    asks_name: bool = False
    asks_email: bool = False
    asks_sign_in: bool = False
    errors: Sequence[tuple[str, str]] = ()
