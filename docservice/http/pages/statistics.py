"""What became of the comments, in figures, and the same as CSV."""

import csv
import io
from functools import partial
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.statistics import (
    BREAKDOWNS,
    Labels,
    csv_breakdown,
    csv_table,
    statistics_view,
)
from docservice.http.sending import count_download
from docservice.http.views.statistics import TableName
from docservice.services.exporting.words import SEPARATORS, Lang, words_for
from docservice.services.surveying import Survey, survey

NUMBER_DIGITS = 9  # what a database can hold
# Spreadsheets take a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def show(request: Request) -> Response:
    """Show the figures of a revision."""
    actor, found = await actor_of(request), await _survey(request)
    gettext = translator(request)
    title = gettext("Statistics")
    framed = frame(
        request,
        actor,
        title=f"{title}, {found.opened.document.title}",
        nav=document_nav(request, found.opened, "statistics"),
    )
    view = statistics_view(found, _labels(request), lang_of(request))
    return page(request, "statistics.html", framed, view=view)


async def table(request: Request) -> Response:
    """Return one table as CSV.

    Raises:
        NotFound: there is no such table.
        TooMany: there were too many files within a minute.
    """
    name = str(request.path_params["table"])
    if name not in (*get_args(TableName), *BREAKDOWNS):
        raise NotFound("table", name)
    await count_download(request)
    found = await _survey(request)
    rows = _rows(request, found, name)
    slug, number = found.opened.document.slug, found.statistics.revision
    return Response(
        write_csv(rows, words_for(lang_of(request))),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-{number}-{name}.csv"',
            "Cache-Control": "private, no-cache",
        },
    )


def _rows(request: Request, found: Survey, name: str) -> list[list[str]]:
    gettext, labels = translator(request), _labels(request)
    first = {"chapters": gettext("Chapter"), "revisions": gettext("Revision")}
    label, comments = first.get(name, gettext("What it is")), gettext("Comments")
    for breakdown in BREAKDOWNS:
        if breakdown == name:
            words = (
                (gettext("Words changed because of such comments"),)
                if breakdown == "kinds"
                else (
                    gettext("Changed words"),
                    gettext("Of them because of comments"),
                )
            )
            titles = (
                label,
                comments,
                gettext("Highlights"),
                gettext("People"),
                gettext("Answered"),
                gettext("Days until the answer (median)"),
                gettext("Days until the answer (longest)"),
                *words,
            )
            return csv_breakdown(found, breakdown, labels, titles)
    table: TableName = next(each for each in get_args(TableName) if each == name)
    return csv_table(found, table, labels, (label, comments))


def write_csv(rows: list[list[str]], lang: Lang) -> bytes:
    """Return rows as CSV (RFC 4180) that spreadsheets read as UTF-8, formulas as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=SEPARATORS[lang]).writerows(
        [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row]
        for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


async def _survey(request: Request) -> Survey:
    actor, slug = await actor_of(request), str(request.path_params["slug"])
    raw = request.query_params.get("revision", "")
    if raw and not (raw.isascii() and raw.isdecimal() and len(raw) <= NUMBER_DIGITS):
        raise NotFound("revision", raw)
    number = int(raw) if raw else None
    return await context_of(request).store.read(survey, actor, slug, number)


def _labels(request: Request) -> Labels:
    environment = context_of(request).templates.environments[lang_of(request)]
    words = environment.get_template("macros/words.html").module
    gettext = translator(request)
    return Labels(partial(_word, words), gettext("Noted, referred and others"))


def _word(words: object, macro: str, name: str) -> str:
    """Return the word that a macro of words.html has for a name."""
    return str(getattr(words, macro)(name)).strip()


routes = [
    Route("/{lang:lang}/d/{slug}/statistics", show, name="statistics"),
    Route("/{lang:lang}/d/{slug}/statistics/{table}.csv", table),
]
