"""An annotation with its thread, as a card in a margin, a list or on its own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from annotations.anchor import Verdict
from annotations.disposition import Outcome, Stance
from annotations.thread import Motivation, RemarkState
from docservice.http.views.page import PersonView

PieceKind = Literal["equal", "old", "new"]


@dataclass(frozen=True, slots=True)
class PieceView:
    """Words of a comparison: in both wordings, only in the old, only in the new."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One message of a thread; `body` is sanitised HTML, empty unless visible."""

    id: str
    author: PersonView
    body: Markup
    created_at: datetime
    state: RemarkState = "visible"


@dataclass(frozen=True, slots=True)
class DispositionView:
    """The drafters' published answer; `reason` is sanitised HTML.

    `revision` is the label of the revision that the answer came with,
    `without_change` why an accepted remark changed nothing in the text.
    """

    outcome: Outcome
    reason: Markup
    revision: str = ""
    duplicate_of: str = ""
    without_change: str = ""


@dataclass(frozen=True, slots=True)
class RejoinderView:
    """What the author says about a version of the answer; `reason` is sanitised HTML.

    `holds` says whether the answer still is what it was about.
    """

    version: int
    holds: bool
    stance: Stance
    reason: Markup
    at: datetime


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where an annotation stands in the revision shown; offsets are code points."""

    verdict: Verdict
    start_paragraph: str
    start: int
    end_paragraph: str
    end: int


@dataclass(frozen=True, slots=True)
class ThreadView:
    """An annotation; `body` is sanitised HTML, empty unless `state` is visible.

    `proposal` compares the marked words with the proposed wording, where there is
    one. `rejoinder` is what its author says about the answer that holds. `made_on` is the label of the revision it was made on, empty if that is the
    one shown. `reply_count` may exceed `replies` where a card holds only the first.
    `actions` is what the person who looks may do: reply, support, edit, withdraw.
    """

    id: str
    motivation: Motivation
    author: PersonView
    created_at: datetime
    quote: str
    body: Markup
    href: str
    source: str = ""
    lang: str = ""
    state: RemarkState = "visible"
    edited_at: datetime | None = None
    version: int = 1
    made_on: str = ""
    place: PlaceView | None = None
    proposal: Sequence[PieceView] = ()
    support: int = 0
    supported: bool | None = None
    replies: Sequence[ReplyView] = ()
    reply_count: int = 0
    disposition: DispositionView | None = None
    rejoinder: RejoinderView | None = None
    actions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupView:
    """The threads of one paragraph: the first of them, and how many there are."""

    paragraph: str
    number: int
    threads: Sequence[ThreadView]
    total: int
