"""Figures as bars and tables, each with the address of the list it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES
from annotations.thread import MOTIVATIONS
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import revision_views
from docservice.http.views.statistics import (
    BarView,
    ChapterBarView,
    SegmentView,
    StatisticsView,
    TableName,
    TableView,
)
from docservice.http.views.urls import url
from docservice.services.statistics import Tally
from docservice.services.surveying import Survey

# What a stacked bar tells apart; more kinds than five are hard to keep apart.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accepted",),
    "accepted_in_part": ("accepted_in_part",),
    "declined": ("declined",),
    "other": ("noted", "referred", "obsolete", "duplicate_of"),
    "open": ("none",),
}
WordOf = Callable[[str, str], str]  # a macro of words.html and a name -> its word


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; `other` names outcomes that say neither yes nor no."""

    word: WordOf
    other: str

    def group(self, name: str) -> str:
        """Return what a part of a stacked bar is called."""
        return self.other if name == "other" else self.word("outcome", name)


def statistics_view(found: Survey, labels: Labels, lang: str) -> StatisticsView:
    """Return all that statistics.html shows."""
    statistics, slug = found.statistics, found.opened.document.slug
    number, total = statistics.revision, statistics.total
    revisions = revision_views(found.heads)
    return StatisticsView(
        document=document_view(found.opened),
        revision=next(r for r in revisions if r.number == number),
        revisions=revisions,
        comments=total.comments,
        answered=total.answered,
        people=total.people,
        replies=total.replies,
        support=total.support,
        tables=tuple(tables(found, labels, lang)),
        legend=tuple((name, labels.group(name)) for name in GROUPS),
        chapters=tuple(_chapters(found, labels, lang)),
        chapters_csv=_csv(lang, slug, "chapters", number),
    )


def tables(found: Survey, labels: Labels, lang: str) -> Iterator[TableView]:
    """Yield the tables of counts that are no chapters."""
    total, slug = found.statistics.total, found.opened.document.slug
    number = found.statistics.revision

    def table(
        name: TableName, parameter: str, macro: str, counts: Mapping[str, int]
    ) -> TableView:
        most = max(counts.values(), default=0) or 1
        bars = tuple(
            BarView(
                key,
                labels.word(macro, key),
                count,
                round(100 * count / most, 2),
                round(100 * count / (total.comments or 1)),
                url(
                    "comments",
                    lang=lang,
                    slug=slug,
                    revision=number,
                    **{parameter: key},
                ),
            )
            for key, count in counts.items()
            if count
        )
        return TableView(name, bars, _csv(lang, slug, name, number))

    yield table(
        "outcomes",
        "disposition",
        "outcome",
        {name: total.outcomes.get(name, 0) for name in (*OUTCOMES, "none")},
    )
    yield table(
        "kinds",
        "motivation",
        "motivation",
        {name: total.motivations.get(name, 0) for name in MOTIVATIONS},
    )
    yield table(
        "verdicts",
        "verdict",
        "verdict",
        {name: total.verdicts.get(name, 0) for name in VERDICTS},
    )


def csv_rows(
    found: Survey, name: TableName, labels: Labels, titles: Sequence[str]
) -> list[list[str]]:
    """Return a table's rows with `titles` for its label, count, and answered count."""
    if name != "chapters":
        table = next(t for t in tables(found, labels, "en") if t.name == name)
        head = [titles[0], titles[1]]
        return [head, *([bar.label, str(bar.count)] for bar in table.bars)]
    names = (*OUTCOMES, "none")
    head = [*titles, *(labels.word("outcome", each) for each in names)]
    return [
        head,
        *(
            [
                title,
                str(tally.comments),
                str(tally.answered),
                *(str(tally.outcomes.get(each, 0)) for each in names),
            ]
            for title, _, tally in _parts(found)
        ),
    ]


def _parts(found: Survey) -> Iterator[tuple[str, str, Tally]]:
    """Yield title, id and figures of each chapter; a nameless one has its first words."""
    for chapter in found.statistics.chapters:
        yield chapter.title or found.opening(chapter.id), chapter.id, chapter.tally


def _chapters(found: Survey, labels: Labels, lang: str) -> Iterator[ChapterBarView]:
    statistics, slug = found.statistics, found.opened.document.slug
    number = statistics.revision
    most = max((c.tally.comments for c in statistics.chapters), default=0) or 1
    for title, key, tally in _parts(found):
        href = url("comments", lang=lang, slug=slug, revision=number, chapter=key)
        yield ChapterBarView(
            title,
            tally.comments,
            tally.answered,
            href,
            tuple(_segments(tally, labels, most)),
        )


def _segments(tally: Tally, labels: Labels, most: int) -> Iterator[SegmentView]:
    start = 0
    for name, outcomes in GROUPS.items():
        count = sum(tally.outcomes.get(outcome, 0) for outcome in outcomes)
        if count:
            yield SegmentView(
                name,
                labels.group(name),
                count,
                round(100 * start / most, 2),
                round(100 * count / most, 2),
            )
        start += count


def _csv(lang: str, slug: str, name: TableName, number: int) -> str:
    return url("statistics_table", lang=lang, slug=slug, table=name, revision=number)
