"""The drafters' desk: the list, the comment in hand, and the forms for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from annotations.anchor import Verdict
from annotations.disposition import DispositionState, Outcome, Stance
from annotations.thread import Motivation
from docservice.http.views.page import PersonView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import PieceView, RejoinderView, ThreadView
from versions.comparison import HunkKind


@dataclass(frozen=True, slots=True)
class OptionView:
    """A value of a filter with how many comments it leaves.

    `label` is given for values that have names of their own: chapters and people.
    """

    value: str
    count: int
    chosen: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class QueueView:
    """A list that a drafter works through; `count` is None where it is not known."""

    name: str
    href: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class SavedFilterView:
    """A drafter's own filter."""

    id: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class DeskRowView:
    """A comment in the list; `version` is that of its answer, 0 for none.

    `stance` is what its author says about that answer; `bundled` counts the comments of
    its bundle, 0 where it is in none. `proposed_by` names who proposed an answer that
    nobody decided, and `is_own` says that this is the reader.
    """

    id: str
    href: str
    title: str
    lang: str
    author: str
    created_at: datetime
    motivation: Motivation
    outcome: Outcome | None
    state: DispositionState | None
    version: int
    stance: Stance | None
    verdict: Verdict
    support: int
    replies: int
    assignee: str
    due_on: date | None
    is_overdue: bool
    paragraph: int
    chapter: str
    bundled: int
    proposed_by: str = ""
    is_own: bool = False
    current: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class ContextView:
    """The passage among the words around it, in the revision shown.

    `marked` is empty where the passage is gone; then `before` and `after` are what
    stands at its nearest place. `old` and `new` are its words before and after,
    where they differ. `href` leads to the paragraph, `beside` to the list of all
    comments on it, empty for a heading.
    """

    verdict: Verdict
    confirmed: bool
    paragraph: int
    href: str
    beside: str
    before: str
    marked: str
    after: str
    changed: Sequence[PieceView] = ()


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A version of the answer, in words; `note` is internal."""

    outcome: Outcome
    reason: str
    note: str
    without_change: str
    state: DispositionState
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change that may answer the comment; `revision` is a label, empty for the draft.

    Of a passage that moved `pieces` hold its first words. `stands` says whether somebody
    linked it, or it is linked by itself as taken over. `reason` is what the machine
    says for the link, as in the preview, empty for nothing; `share` is 0 to 100.
    """

    name: str
    revision: str
    kind: HunkKind
    pieces: Sequence[PieceView]
    stands: Literal["", "linked", "taken"]
    checked: bool
    reason: str
    share: int


@dataclass(frozen=True, slots=True)
class MemberView:
    """Another comment of the bundle; `checked` if it gets the same answer.

    `version` is that of its answer, 0 for none; `theirs` is that answer where a colleague
    gave it while the form was open.
    """

    id: str
    href: str
    author: str
    words: str
    outcome: Outcome | None
    version: int
    checked: bool
    theirs: AnswerView | None = None


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What stands in the form: what is stored, or what somebody typed.

    `errors` are (field, message) pairs, `theirs` what a colleague answered meanwhile.
    """

    outcome: str = ""
    reason: str = ""
    note: str = ""
    without_change: str = ""
    duplicate_of: str = ""
    duplicate_link: str = ""
    state: str = "decided"
    version: int = 0
    errors: Sequence[tuple[str, str]] = ()
    theirs: AnswerView | None = None


@dataclass(frozen=True, slots=True)
class DetailView:
    """The comment in hand; `undo` is where its newest answer is taken back.

    `seq` is the number of the last event that it tells of.

    `changes` are those that may well answer it, `others` further ones of the draft, and
    `rest` how many more its preview has. `blocks` are names and words of text blocks,
    filled in for this comment. `calling_nobody` is what the note calls with `@` that is
    nobody's whole name.
    """

    thread: ThreadView
    seq: int
    context: ContextView | None
    answers: Sequence[AnswerView]
    rejoinder: RejoinderView | None
    may_undo: bool
    undo: str
    changes: Sequence[ChangeView]
    others: Sequence[ChangeView]
    rest: int
    duplicates: Sequence[ThreadView]
    bundle: Sequence[MemberView]
    blocks: Sequence[tuple[str, str]]
    form: AnswerForm
    four_eyes: bool
    assignee: str
    staff: Sequence[PersonView]
    calling_nobody: Sequence[str]
    row: DeskRowView
    document: DocumentView
    action: str
    list_href: str
    back: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far the answering is; `share` is 0 to 100."""

    answered: int
    total: int
    share: int
    phase: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ManyForm:
    """The form for several comments at once, as it was sent.

    `checked` are the chosen ones with the versions of their answers that were shown,
    `named` those because of which nothing was saved.
    """

    outcome: str = ""
    reason: str = ""
    note: str = ""
    state: str = "decided"
    checked: Mapping[str, int] = field(default_factory=dict)
    errors: Sequence[tuple[str, str]] = ()
    named: Sequence[MemberView] = ()


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that desk.html shows.

    `filters` maps each filter's name to its values, `without` those in use to the
    address of the list without them; `unasked` are those in use that its form has no
    field for. `planned` is when the `waiting` answers become public, empty if no time
    is set; `has_rounds` says whether answers wait for that, `four_eyes`
    whether somebody else decides what one words. `query` is the list's own
    query string, with which a form finds back to it, and `address` that of this page.
    `previous` and `next` are addresses or empty.
    """

    document: DocumentView
    address: str
    revision: RevisionView
    revisions: Sequence[RevisionView]
    seq: int
    queues: Sequence[QueueView]
    saved: Sequence[SavedFilterView]
    filters: Mapping[str, Sequence[OptionView]]
    without: Mapping[str, str]
    unasked: Mapping[str, str]
    is_for_me: bool
    is_new: bool
    is_lost: bool
    has_draft: bool
    text: str
    least_support: int
    paragraph: int | None
    order: str
    rows: Sequence[DeskRowView]
    total: int
    lists_highlights: bool
    previous: str
    next: str
    progress: ProgressView
    staff: Sequence[PersonView]
    waiting: int
    planned: str
    has_rounds: bool
    four_eyes: bool
    query: str
    detail: DetailView | None = None
    many: ManyForm = field(default_factory=ManyForm)
    name_error: str = ""
