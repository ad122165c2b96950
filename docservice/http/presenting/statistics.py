"""Figures as bars and tables, each with the address of the list it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from annotations.anchor import VERDICTS
from annotations.disposition import NEITHER, OUTCOMES
from annotations.waiting import WAITS
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import revision_views
from docservice.http.views.statistics import (
    BarView,
    BreakdownName,
    BreakdownView,
    PartView,
    SegmentView,
    StatisticsView,
    TableName,
    TableView,
    WordsView,
)
from docservice.http.views.urls import url
from docservice.services.change_list import Words
from docservice.services.statistics import Part, Tally
from docservice.services.surveying import Survey

# What a stacked bar tells apart; more kinds than five are hard to keep apart.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accepted",),
    "accepted_in_part": ("accepted_in_part",),
    "declined": ("declined",),
    "other": NEITHER,
    "open": ("none",),
}
BREAKDOWNS: tuple[BreakdownName, ...] = get_args(BreakdownName)
WordOf = Callable[[str, str], str]  # a macro of words.html and a name -> its word
Query = Mapping[str, str | int]  # what narrows a list
HIGHLIGHTS: Query = {"motivation": "highlighting"}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; `other` names outcomes that say neither yes nor no."""

    word: WordOf
    other: str

    def group(self, name: str) -> str:
        """Return what a part of a stacked bar is called."""
        return self.other if name == "other" else self.word("outcome", name)


@dataclass(frozen=True, slots=True)
class Lists:
    """The addresses of the lists that are counted."""

    lang: str
    slug: str
    revision: int

    def comments(self, query: Query) -> str:
        """Return the address of a list of comments."""
        return url("comments", lang=self.lang, slug=self.slug, **query)

    def changes(self, query: Query) -> str:
        """Return the address of a list of changes."""
        return url("changes", lang=self.lang, slug=self.slug, **query)

    def csv(self, table: TableName | BreakdownName) -> str:
        """Return the address of a table as CSV."""
        return url(
            "statistics_table",
            lang=self.lang,
            slug=self.slug,
            table=table,
            revision=self.revision,
        )


def statistics_view(found: Survey, labels: Labels, lang: str) -> StatisticsView:
    """Return all that statistics.html shows."""
    statistics = found.statistics
    number, total = statistics.revision, statistics.total
    lists = Lists(lang, found.opened.document.slug, number)
    revisions = revision_views(found.heads)
    here = {"revision": number}
    return StatisticsView(
        document=document_view(found.opened),
        revision=next(r for r in revisions if r.number == number),
        revisions=revisions,
        comments=total.comments,
        highlights=total.highlights,
        highlights_href=lists.comments({**here, **HIGHLIGHTS}),
        answered=total.answered,
        people=total.people,
        replies=total.replies,
        support=total.support,
        median_days=total.median_days,
        words=_words(statistics.words, lists, here, here),
        tables=tuple(tables(found, labels, lists)),
        legend=tuple((name, labels.group(name)) for name in GROUPS),
        breakdowns=tuple(
            _breakdown(name, found, labels, lists)
            for name in BREAKDOWNS
            if name != "revisions" or len(revisions) > 1
        ),
    )


def tables(found: Survey, labels: Labels, lists: Lists) -> Iterator[TableView]:
    """Yield the tables of counts that are no breakdowns."""
    total = found.statistics.total

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
                _percent(count, total.comments),
                lists.comments({"revision": lists.revision, parameter: key}),
            )
            for key, count in counts.items()
            if count
        )
        return TableView(name, bars, lists.csv(name))

    yield table("outcomes", "disposition", "outcome", _counts(OUTCOMES, total))
    if total.waits:
        waits = {str(name): total.waits.get(name, 0) for name in WAITS}
        yield table("waits", "waited", "wait", waits)
    verdicts = {str(name): total.verdicts.get(name, 0) for name in VERDICTS}
    yield table("verdicts", "verdict", "verdict", verdicts)


def csv_table(
    found: Survey, name: TableName, labels: Labels, titles: Sequence[str]
) -> list[list[str]]:
    """Return a table's rows under `titles` for its label and count."""
    lists = Lists("en", found.opened.document.slug, found.statistics.revision)
    table = next((t for t in tables(found, labels, lists) if t.name == name), None)
    bars = table.bars if table else ()
    return [[*titles], *([bar.label, str(bar.count)] for bar in bars)]


def _word_counts(name: BreakdownName, words: Words | None) -> tuple[int | None, ...]:
    """Return the words that a part changed, and those of them that comments caused.

    A kind of comments changes none; of those that the revision changed it only caused
    some.
    """
    changed, caused = (words.changed, words.caused) if words else (None, None)
    return (caused,) if name == "kinds" else (changed, caused)


def csv_breakdown(
    found: Survey, name: BreakdownName, labels: Labels, titles: Sequence[str]
) -> list[list[str]]:
    """Return a breakdown's rows, with each outcome and the changed words.

    `titles` are for the label, comments, highlights, people, answered, median and longest days,
    changed words (but for kinds), and those caused by comments.
    """
    names = (*OUTCOMES, "none")
    last = len(_word_counts(name, None))
    outcomes = (labels.word("outcome", each) for each in names)
    head = [*titles[:-last], *outcomes, *titles[-last:]]
    return [
        head,
        *(
            [
                _title(name, part, labels),
                str(part.tally.comments),
                str(part.tally.highlights),
                str(part.tally.people),
                str(part.tally.answered),
                _cell(part.tally.median_days),
                _cell(part.tally.longest_days),
                *(str(count) for count in _counts(OUTCOMES, part.tally).values()),
                *(_cell(count) for count in _word_counts(name, part.words)),
            ]
            for part in _parts(found, name)
        ),
    ]


def _counts(outcomes: Sequence[str], tally: Tally) -> dict[str, int]:
    return {name: tally.outcomes.get(name, 0) for name in (*outcomes, "none")}


def _parts(found: Survey, name: BreakdownName) -> tuple[Part, ...]:
    if name == "revisions":
        return found.statistics.revisions
    return found.statistics.chapters if name == "chapters" else found.statistics.kinds


def _title(name: BreakdownName, part: Part, labels: Labels) -> str:
    """Return what a part is called."""
    if name == "kinds":
        return labels.word("motivation", part.id)
    return part.title


def _breakdown(
    name: BreakdownName, found: Survey, labels: Labels, lists: Lists
) -> BreakdownView:
    parts = _parts(found, name)
    most = max((part.tally.comments for part in parts), default=0) or 1
    views = []
    for part in parts:
        asked = _asked(name, part, lists.revision)
        segments = tuple(_segments(part.tally, labels, lists, asked.comments, most))
        title = _title(name, part, labels)
        views.append(_part(part, title, lists, asked, segments))
    return BreakdownView(name, tuple(views), lists.csv(name))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What narrows the lists to a part: of comments, of changes, of those caused."""

    comments: Query
    changed: Query
    caused: Query


def _asked(name: BreakdownName, part: Part, revision: int) -> _Asked:
    here: Query = {"revision": revision}
    if name == "revisions":
        there: Query = {"revision": part.id}
        return _Asked({"made_on": part.id}, there, there)
    if name == "chapters":
        chapter: Query = {**here, "chapter": part.id}
        return _Asked(chapter, chapter, chapter)
    kind: Query = {**here, "motivation": part.id}
    return _Asked(kind, here, kind)


def _part(
    part: Part,
    title: str,
    lists: Lists,
    asked: _Asked,
    segments: Sequence[SegmentView],
) -> PartView:
    tally = part.tally
    return PartView(
        title,
        tally.comments,
        lists.comments(asked.comments),
        tally.highlights,
        lists.comments({**asked.comments, **HIGHLIGHTS}),
        tally.people,
        lists.comments({**asked.comments, "order": "author"}),
        tally.answered,
        lists.comments({**asked.comments, "disposition": "any"}),
        tally.median_days,
        tally.longest_days,
        segments,
        _words(part.words, lists, asked.changed, asked.caused),
    )


def _words(
    words: Words | None, lists: Lists, changed: Query, caused: Query
) -> WordsView | None:
    if words is None:
        return None
    # A kind of comment says already that it is comments which caused the change.
    show: Query = {} if "motivation" in caused else {"show": "citizens"}
    return WordsView(
        words.changed,
        words.caused,
        _percent(words.caused, words.changed),
        lists.changes(changed),
        lists.changes({**caused, **show}),
    )


def _segments(
    tally: Tally, labels: Labels, lists: Lists, query: Query, most: int
) -> Iterator[SegmentView]:
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
                lists.comments({**query, "disposition": name}),
            )
        start += count


def _percent(count: int, total: int) -> int:
    return (200 * count + total) // (2 * total) if total else 0


def _cell(value: int | None) -> str:
    return "" if value is None else str(value)
