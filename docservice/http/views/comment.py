"""The page of one comment: its words, its way through the revisions, its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.anchor import Verdict
from docservice.http.views.page import PersonView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import DispositionView, PieceView, ThreadView


@dataclass(frozen=True, slots=True)
class SpotView:
    """A place in a revision: its paragraph's number, 0 for a heading, and address."""

    number: int
    href: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """What became of the passage in one revision.

    `spot` is where it stands, or for an orphan the nearest surviving place. `from_`
    is the paragraph's number in the revision before, where that differs. `words`
    compares with the words before, where they changed. `candidates` are the places
    that could be meant. `is_confirmed` tells that a person looked at it.
    """

    revision: RevisionView
    is_origin: bool
    verdict: Verdict
    spot: SpotView | None
    from_: int | None
    words: Sequence[PieceView]
    candidates: Sequence[SpotView]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One version of the answer, with who gave it and when."""

    answer: DispositionView
    version: int
    author: PersonView
    at: datetime
    is_public: bool


@dataclass(frozen=True, slots=True)
class EffectView:
    """A change of the text that answers the comment, with a little text around it.

    `is_confirmed` is false where the link is only proposed by the service.
    """

    revision: RevisionView
    number: int
    words: Sequence[PieceView]
    note: str
    is_confirmed: bool
    text: str
    compare: str
    history: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """All that comment.html shows.

    `passage` holds the marked words between the words just before and after them.
    `moderation` is what a moderator may do: hide, restore, or nothing. `key` goes
    with the reply form; `reply` and `name` are what was typed in it. `closed` says
    why nobody may reply now.
    """

    document: DocumentView
    origin: RevisionView
    thread: ThreadView
    prefix: str
    passage: str
    suffix: str
    text: str
    steps: Sequence[StepView]
    answers: Sequence[AnswerView]
    effects: Sequence[EffectView]
    moderation: str
    reply_actions: dict[str, str]
    key: str
    asks_name: bool
    closed: str
    reply: str = ""
    name: str = ""
    errors: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class EditView:
    """All that comment_edit.html shows: one's own words, as they are being changed."""

    document: DocumentView
    thread: ThreadView
    passage: str
    body: str
    replacement: str | None
    version: int
    preview: Sequence[PieceView] = ()
    errors: Sequence[tuple[str, str]] = ()
