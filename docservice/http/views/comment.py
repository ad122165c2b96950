"""The page of one comment: its words, its way through the revisions, its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.anchor import Verdict
from annotations.disposition import Outcome
from docservice.http.views.page import PersonView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import (
    DispositionView,
    PieceView,
    RejoinderView,
    ThreadView,
)


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
    compares with the words before, where they changed; `before` is that revision. `candidates` are the places
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
    before: RevisionView | None = None


@dataclass(frozen=True, slots=True)
class CountView:
    """How a comment was counted, each with the list it is counted in.

    `beside` are all comments on the revision it was made on, itself included, or all
    highlights for one of them, which is told by `is_highlight`; `outcome` is empty where
    it needs no answer. `chapter` is the one where its words stand now, empty where they are gone.
    """

    is_highlight: bool
    beside: int
    made_on: str
    outcome: str
    motivation: str
    chapter: str
    chapter_href: str
    support: int
    replies: int


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A wording of the answer, with who gave it first and when.

    `rejoinder` is what the author of the comment says about it.
    """

    answer: DispositionView
    version: int
    author: PersonView
    at: datetime
    is_public: bool
    rejoinder: RejoinderView | None


@dataclass(frozen=True, slots=True)
class EffectView:
    """Changes of a paragraph that answer the comment, with a little text around them.

    `is_confirmed` is false where the link is only proposed by the service. Of a
    passage that moved `moved_from` is the number of its paragraph before, 0 for a
    heading, and `old_label` names the revision that had it there. `changes` are the
    addresses of their own pages.
    """

    revision: RevisionView
    number: int
    moved_from: int | None
    old_label: str
    words: Sequence[PieceView]
    note: str
    is_confirmed: bool
    text: str
    compare: str
    history: str
    changes: Sequence[str]


@dataclass(frozen=True, slots=True)
class CommentView:
    """All that comment.html shows.

    `passage` holds the marked words between the words just before and after them.
    `now` tells what became of them on the whole way to the newest revision, None if
    they were marked in that. `together` are the comments of its bundle, answered with
    it, by author and address. `moderation` is what a moderator may do: hide, restore,
    or nothing. `key` goes
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
    now: StepView | None
    steps: Sequence[StepView]
    answers: Sequence[AnswerView]
    may_rejoin: bool
    effects: Sequence[EffectView]
    counted: CountView | None
    outcome: Outcome | None
    together: Sequence[tuple[str, str]]
    moderation: str
    reply_actions: dict[str, str]
    key: str
    asks_name: bool
    closed: str
    reply: str = ""
    name: str = ""
    last_word: str = ""
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
