"""The reading page of the demo's second revision, without a database behind it.

The page's own tests render it from view models, so that they fail for reasons of the
page and not of the store; the whole service is driven by the loop's tests.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import sentencex
from markupsafe import Markup, escape

import docservice
from annotations.disposition import OUTCOMES
from docservice.http.views.page import (
    AlternateView,
    LinkView,
    PageView,
    PersonView,
    PhaseView,
)
from docservice.http.views.reading import (
    ChapterView,
    DocumentView,
    OutcomeCount,
    ParagraphView,
    ReadingView,
    RevisionView,
)
from docservice.http.views.thread import (
    DispositionView,
    GroupView,
    PieceView,
    PlaceView,
    ReplyView,
    ThreadView,
)
from docservice.services.importing.document import read_document
from versions.paragraph import Content
from versions.text import Span

DATA = Path(docservice.__file__).parent / "demo_data"
NOW = datetime.now(UTC)
SLUG = "rahmen"
SHOWN_PER_GROUP = 2
ME = PersonView("me", "Rike B.", "citizen")


def contents() -> tuple[Content, ...]:
    """Return the paragraphs of the sample."""
    file = DATA / "revision-2.md"
    return read_document(file.read_bytes(), file.name).contents


def threads(texts: Sequence[str]) -> Iterator[tuple[int, ThreadView]]:
    """Yield the comments whose words stand in a paragraph, with its index."""
    answers = {a["comment"]: a for a in _load("dispositions.json")}
    for n, comment in enumerate(_load("comments.json")):
        quote = comment["quote"]
        index = next((i for i, text in enumerate(texts) if quote in text), None)
        if index is not None:
            start = texts[index].index(quote)
            place = PlaceView(
                "kept", _pid(index), start, _pid(index), start + len(quote)
            )
            yield index, _thread(n, comment, answers.get(comment["key"]), place)


def reading_view(
    *, allowed: Sequence[str] = ("annotate", "reply", "support")
) -> ReadingView:
    """Return the whole page's view."""
    texts = contents()
    placed = list(threads([c.text for c in texts]))
    counts = [sum(i == n for i, _ in placed) for n in range(len(texts))]
    groups = []
    for n, _content in enumerate(texts):
        mine = [t for i, t in placed if i == n]
        if mine:
            shown = tuple(mine[:SHOWN_PER_GROUP])
            groups.append(GroupView(_pid(n), n + 1, shown, len(mine)))
    revisions = tuple(
        RevisionView(n, f"Entwurf {n}", NOW - timedelta(days=200 - 60 * n))
        for n in (2, 1)
    )
    return ReadingView(
        document=DocumentView(
            SLUG,
            "Auenbrück vernetzt",
            "de",
            "Wofür soll Auenbrück digitale Technik einsetzen, und wofür nicht?",
            "auenbrueck",
            "Beteiligung der Stadt Auenbrück",
        ),
        revision=revisions[0],
        revisions=revisions,
        seq=len(placed),
        paragraphs=tuple(
            ParagraphView(
                _pid(n),
                0 if c.kind == "heading" else n + 1,
                c,
                counts[n],
                3 if n % 9 == 5 else None,
                _sentences(c.text),
            )
            for n, c in enumerate(texts)
        ),
        chapters=tuple(_chapters(texts, counts)),
        groups=tuple(groups),
        outcomes=tuple(
            OutcomeCount(o, sum(_outcome(t) == o for _, t in placed))
            for o in (*OUTCOMES, None)
        ),
        comments=len(placed),
        phases=(
            PhaseView("Ideen", "done", NOW - timedelta(200), NOW - timedelta(150)),
            PhaseView("Entwurf 1", "done", NOW - timedelta(140), NOW - timedelta(90)),
            PhaseView(
                "Entwurf 2 kommentieren",
                "now",
                NOW - timedelta(9),
                NOW + timedelta(12.5),
            ),
            PhaseView("Auswertung", "next", NOW + timedelta(40)),
            PhaseView("Beschluss", "next", NOW + timedelta(120)),
        ),
        allowed=frozenset(allowed),
        guests=True,
    )


def page_view(title: str, *, user: PersonView | None = None) -> PageView:
    """Return the frame around the page."""
    return PageView(
        lang="de",
        title=title,
        site_name="Randnotiz",
        operator="Stadt Auenbrück",
        home="/de/",
        user=user,
        nav=(
            LinkView("Text", f"/de/d/{SLUG}", "text", current=True),
            LinkView("Kommentare", f"/de/d/{SLUG}/comments", "comment", 120),
            LinkView("Änderungen", f"/de/d/{SLUG}/compare/1/2", "changes"),
            LinkView("Auswertung", f"/de/d/{SLUG}/statistics", "chart"),
        ),
        alternates=(
            AlternateView("de", "Deutsch", f"/de/d/{SLUG}"),
            AlternateView("en", "English", f"/en/d/{SLUG}"),
        ),
        legal=(LinkView("Impressum", "/imprint"), LinkView("Datenschutz", "/privacy")),
    )


def _load(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text("utf-8"))
    return rows


def _pid(index: int) -> str:
    return f"par{index:03}"


def _sentences(text: str) -> tuple[Span, ...]:
    ends = [0]
    for sentence in sentencex.segment("de", text):
        ends.append(ends[-1] + len(sentence))
    return tuple(Span(a, b) for a, b in pairwise(ends)) if len(ends) > 2 else ()


def _outcome(thread: ThreadView) -> str | None:
    return thread.disposition.outcome if thread.disposition else None


def _chapters(texts: Sequence[Content], counts: Sequence[int]) -> Iterator[ChapterView]:
    heads = [n for n, c in enumerate(texts) if c.kind == "heading" and c.level > 1]
    for start, end in pairwise([*heads, len(texts)]):
        comments = sum(counts[start:end])
        level = min(texts[start].level - 1, 2)
        yield ChapterView(
            _pid(start), texts[start].text, level, comments, min(100, comments * 12)
        )


def _thread(
    n: int, comment: dict[str, Any], answer: dict[str, Any] | None, place: PlaceView
) -> ThreadView:
    replacement = comment.get("replacement")
    quote = comment["quote"]
    replies = tuple(
        ReplyView(
            f"r{n}-{i}",
            PersonView(r["author"], r["author"], "citizen"),
            Markup("<p>{}</p>").format(r["body"]),
            NOW - timedelta(hours=i + 2),
        )
        for i, r in enumerate(comment.get("replies", ()))
    )
    supports = comment.get("supports", 0)
    return ThreadView(
        id=f"a{n:03}",
        motivation=comment["motivation"],
        author=PersonView(comment["author"], comment["author"], "citizen"),
        created_at=NOW - timedelta(hours=3 * n + 1),
        quote=quote,
        body=Markup("<p>{}</p>").format(comment["body"]),
        href=f"/de/c/a{n:03}",
        source=comment["body"],
        made_on="Entwurf 1" if comment["revision"] == 1 else "",
        place=place,
        proposal=(PieceView("old", quote), PieceView("new", replacement))
        if replacement
        else (),
        support=supports if isinstance(supports, int) else len(supports),
        replies=replies,
        reply_count=len(replies),
        disposition=DispositionView(
            answer["outcome"], escape(answer["reason"]), "Entwurf 2"
        )
        if answer
        else None,
        actions=frozenset(
            {"reply", "support", "edit", "withdraw"}
            if n % 5 == 0
            else {"reply", "support"}
        ),
    )
