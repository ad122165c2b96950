"""The draft of the next revision: begin it, see it whole, edit one paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.saved_draft import SavedDraftView
from docservice.http.views.thread import PieceView, ThreadView
from versions.paragraph import Content

Errors = Sequence[tuple[str, str]]
ParagraphState = Literal["same", "edited", "new"]


@dataclass(frozen=True, slots=True)
class DraftParagraphView:
    """A paragraph of the draft; `state` compares it with the newest revision.

    `seen` is the paragraph's id with the digest of its content, so that whoever moves
    it moves what they saw.
    """

    id: str
    number: int
    content: Content
    comments: int
    state: ParagraphState
    seen: str


@dataclass(frozen=True, slots=True)
class JumpView:
    """A heading of the draft with the address at which it stands."""

    title: str
    level: int
    href: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A page of the draft; `edited`, `added` and `gone` count paragraphs in all."""

    document: DocumentView
    base: RevisionView
    number: int
    label: str
    note: str
    version: int
    paragraphs: Sequence[DraftParagraphView]
    jumps: Sequence[JumpView]
    edited: int
    added: int
    gone: int
    total: int
    page: int
    previous: str
    next: str
    upload_bytes: int
    saved: Sequence[SavedDraftView]
    total_saved: int
    errors: Errors = ()


@dataclass(frozen=True, slots=True)
class BeginView:
    """There is no draft yet: begin with the newest revision, or with a file."""

    document: DocumentView
    base: RevisionView
    upload_bytes: int
    total_saved: int
    errors: Errors = ()


@dataclass(frozen=True, slots=True)
class ParagraphFormView:
    """One paragraph in a form, or a new one after it (`is_new`).

    `source` is what stands in the field: the paragraph as Markdown, or what somebody
    typed. `conflict` compares a colleague's newer words with what was typed.
    `asks_deletion` is set where nothing was left and the drafter has to confirm.
    """

    document: DocumentView
    number: int
    paragraph: str
    content: Content
    is_new: bool
    source: str
    version: int
    sha256: str
    page: int
    threads: Sequence[ThreadView] = ()
    total_threads: int = 0
    conflict: Sequence[PieceView] = ()
    asks_deletion: bool = False
    errors: Errors = ()


@dataclass(frozen=True, slots=True)
class UploadView:
    """What became of a file: refused with message and remedy, or read with warnings."""

    document: DocumentView
    filename: str
    message: str = ""
    remedy: str = ""
    warnings: Sequence[str] = ()
    paragraphs: int = 0
    href: str = ""
