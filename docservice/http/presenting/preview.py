"""The preview's rows: lineage, words, causes, and where the comments go."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from docservice.http.presenting.chosen import Chosen, standing
from docservice.http.presenting.evidence import reason_of
from docservice.http.presenting.preview_places import place_view, shown, stays
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.rows import Lineages, row_pieces
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.preview import (
    GateView,
    HunkView,
    PreviewView,
    ReasonView,
    RemarkView,
    RowView,
    Show,
    SummaryView,
    WrittenView,
)
from docservice.http.views.reading import RevisionView
from docservice.http.views.urls import url
from docservice.services.assessment import Assessment, DraftChange
from docservice.services.authorship import Written
from docservice.services.process_gate import gate_of
from docservice.services.transitions import count_relations

PER_PAGE = 25  # rows, about four screens
HUNKS = 60  # with their forms on a page; a form may have a thousand fields
FIRST = 10  # unanswered comments named in the gate's list; the desk has all
NEAR = 12  # comments of a paragraph offered as causes beside those with evidence
REMARK_CHARS = 140
PLACES = 12  # comments listed in a row; the list of places has the rest


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are shown, in which language; `typed` is what a form sent.

    `all_note` is what it said about several changes at once.

    `suggestions` is how many in the draft nobody has decided.
    """

    lang: str
    show: Show = "changes"
    page: int = 1
    typed: Mapping[str, Chosen] = field(default_factory=dict)
    all_note: str = ""
    errors: Sequence[tuple[str, str]] = ()
    suggestions: int = 0


def offered(found: Assessment) -> frozenset[str]:
    """Return the comments that can be a cause; a form may name any."""
    rows = found.annotations.items()
    return frozenset(key for key, row in rows if row.state == "visible")


def summary_view(found: Assessment, lang: str) -> SummaryView:
    """Return the draft in numbers, and its gate."""
    base, head = found.base, found.head
    if head is None or base.published_at is None:
        raise ValueError("a preview needs a stored draft of a published revision")
    return SummaryView(
        document=document_view(found.opened),
        base=RevisionView(base.number, base.label, base.published_at),
        number=head.number,
        label=head.label,
        note=head.note,
        version=head.version,
        relations=count_relations(found.transition.lineage),
        verdicts=Counter(found.anchors[key].anchor.verdict for key in shown(found)),
        changes=len(found.changes),
        gate=_gate_view(found, lang),
    )


def _gate_view(found: Assessment, lang: str) -> GateView:
    process, gate = found.opened.process, found.gate
    kind = gate_of(process) if process is not None else "advise"
    at = partial(url, lang=lang, slug=found.opened.document.slug)
    return GateView(
        sizes={name: len(listed) for name, listed in gate.lists.items()},
        hrefs={
            "unanswered": at("desk", answer="open"),
            "unlinked": at("desk", unlinked="1"),
            "uncaused": f"{at('preview', show='open')}#rows",
            "doubtful": at("preview_places", show="doubtful"),
            "halved": at("desk_bundles", show="made"),
        },
        first=tuple(remark_view(found, key) for key in gate.unanswered[:FIRST]),
        is_required=kind != "advise",
        is_final=kind == "final",
    )


def preview_view(found: Assessment, wanted: Wanted) -> PreviewView:
    """Return a page of rows."""
    disputed = _overtaken(found, wanted)
    pages = _pages(found, _shown(found, wanted.show, disputed))
    last = max(1, len(pages))
    page = min(wanted.page, last)
    if not disputed.intersection(*pages[page - 1 : page]):
        held = (n for n, rows in enumerate(pages, 1) if disputed.intersection(rows))
        page = next(held, page)
    rows = _Rows(found, wanted, pages)

    def at(number: int) -> str:
        return _address(found, wanted, number)

    return PreviewView(
        summary=summary_view(found, wanted.lang),
        suggestions=wanted.suggestions,
        show=wanted.show,
        rows=tuple(
            rows.view(place) for listed in pages[page - 1 : page] for place in listed
        ),
        total=sum(len(listed) for listed in pages),
        page=page,
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if page < last else "",
        all_note=wanted.all_note,
        errors=wanted.errors,
    )


def remark_view(
    found: Assessment, key: str, *, checked: bool = False, evidence: str = ""
) -> RemarkView:
    """Return a comment in a line; `evidence` is the machine's word for a link."""
    row = found.annotations[key]
    reason, share = reason_of(evidence)
    return RemarkView(
        id=key,
        author=row.author.name,
        words=shortened(
            " ".join((row.body or row.target.quote.exact).split()), REMARK_CHARS
        ),
        checked=checked,
        reason=reason,
        share=share,
    )


def _overtaken(found: Assessment, wanted: Wanted) -> frozenset[int]:
    """Return the rows with a change of which somebody else said something meanwhile."""
    comments = offered(found)
    return frozenset(
        change.row
        for change in found.changes
        if change.key in wanted.typed
        and wanted.typed[change.key].is_overtaken(standing(change, comments))
    )


def _shown(found: Assessment, show: Show, always: frozenset[int]) -> Iterator[int]:
    """Yield the numbers of the rows that a filter lets through, and others `always`."""
    uncaused = set(found.gate.uncaused)
    changed = {change.row for change in found.changes}
    opened = {change.row for change in found.changes if change.key in uncaused}
    for place, row in enumerate(found.rows):
        is_same = row.relations == {"kept"} and place not in changed
        if (
            show == "all"
            or (show == "changes" and not is_same)
            or place in opened | always
        ):
            yield place


def _pages(found: Assessment, shown: Iterable[int]) -> list[list[int]]:
    """Return the rows of each page; one has as many as its forms allow."""
    hunks = Counter(change.row for change in found.changes)
    pages: list[list[int]] = []
    room = 0
    for place in shown:
        room -= hunks[place]
        if not pages or room < 0 or len(pages[-1]) == PER_PAGE:
            pages.append([])
            room = HUNKS - hunks[place]
        pages[-1].append(place)
    return pages


def _address(found: Assessment, wanted: Wanted, page: int) -> str:
    return url(
        "preview",
        lang=wanted.lang,
        slug=found.opened.document.slug,
        show=wanted.show if wanted.show != "changes" else None,
        page=page if page > 1 else None,
    )


class _Rows:
    """Turns rows into views."""

    def __init__(
        self, found: Assessment, wanted: Wanted, pages: Sequence[Sequence[int]]
    ) -> None:
        self._found, self._wanted = found, wanted
        self._offered = offered(found)
        self._page = {
            place: number
            for number, listed in enumerate(pages, start=1)
            for place in listed
        }
        self._lineages = Lineages(found.base, found.draft, found.rows, self._href)
        self._changes: dict[int, list[DraftChange]] = {}
        for change in found.changes:
            self._changes.setdefault(change.row, []).append(change)
        self._first: dict[int, int] = {}
        for place, row in enumerate(found.rows):
            if row.moved_to is None and row.old is not None:
                self._first.setdefault(row.old, place)
        self._remarks: dict[str, list[str]] = {}
        for key in shown(found):
            stored = found.placed.get(key)
            where = stored.anchor.place if stored is not None else None
            if where is not None:
                self._remarks.setdefault(where.start.paragraph, []).append(key)

    def view(self, place: int) -> RowView:
        found, row = self._found, self._found.rows[place]
        old = None if row.old is None else found.base.paragraphs[row.old]
        new = None if row.new is None else found.draft.paragraphs[row.new]
        side = new or old
        keys = self._remarks.get(old.id, []) if old and self._is_first(place) else []
        others = [key for key in keys if not stays(found, key)]
        lineages = self._lineages
        return RowView(
            id=f"row-{place}",
            lineage=lineages.view(place),
            old=lineages.old_numbers[old.id] if old else None,
            new=lineages.new_numbers[new.id] if new else None,
            kind=side.content.kind if side else "paragraph",
            pieces=row_pieces(
                row, old.content if old else None, new.content if new else None
            ),
            hunks=tuple(
                self._hunk(change, keys) for change in self._changes.get(place, ())
            ),
            places=tuple(
                place_view(found, key, lineages.new_numbers) for key in others[:PLACES]
            ),
            kept=sum(found.anchors[k].anchor.verdict == "kept" for k in keys),
            edit=new.id if new else "",
        )

    def _is_first(self, place: int) -> bool:
        """Return whether comments on the old paragraph are told of in this row."""
        old = self._found.rows[place].old
        return old is not None and self._first.get(old, place) == place

    def _href(self, place: int) -> str:
        """Return the address of a row, empty if the filter hides it."""
        if place not in self._page:
            return ""
        return f"{_address(self._found, self._wanted, self._page[place])}#row-{place}"

    def _hunk(self, change: DraftChange, near: Sequence[str]) -> HunkView:
        stands = standing(change, self._offered)
        typed = self._wanted.typed.get(change.key, stands)
        is_overtaken = typed.is_overtaken(stands)
        chosen = stands if typed.digest in (typed.seen, stands.digest) else typed
        checked = chosen.annotation_ids
        evidence = {each.annotation_id: each.evidence for each in change.proposals}
        keys = [*change.confirmed, *evidence, *checked]
        keys += [key for key in near if key not in keys][:NEAR]
        old, new = change.old, change.new
        moved = old if change.kind == "moved" else None
        return HunkView(
            key=change.key,
            moved_from=self._lineages.old_numbers[moved.paragraph] if moved else None,
            pieces=()
            if moved
            else pieces(old.text if old else "", new.text if new else ""),
            cause=chosen.cause,
            note=chosen.note,
            # What is shown beside the form was seen as well.
            seen=stands.digest if is_overtaken else chosen.seen,
            theirs=self._reason(stands) if is_overtaken else None,
            is_open=not change.has_cause,
            remarks=tuple(
                remark_view(
                    self._found,
                    key,
                    checked=key in checked,
                    evidence=evidence.get(key, ""),
                )
                for key in dict.fromkeys(keys)
                if key in self._offered
            ),
            written=tuple(self._written(each) for each in change.written),
        )

    def _written(self, written: Written) -> WrittenView:
        key = written.annotation_id
        is_shown = key is not None and key in self._offered
        return WrittenView(
            self._found.authors.get(written.person_id or "", ""),
            written.at,
            remark_view(self._found, key) if key and is_shown else None,
        )

    def _reason(self, stands: Chosen) -> ReasonView:
        remarks = (remark_view(self._found, key) for key in stands.annotation_ids)
        return ReasonView(stands.cause, stands.note, tuple(remarks))
