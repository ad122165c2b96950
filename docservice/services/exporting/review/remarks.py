"""The remarks on a revision as threads in the margin of a file.

They are what everybody sees: visible remarks, their visible replies, and published
answers, with what the author says about that as the last reply. A remark that lost its words stands where the
nearest ones survive and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from sqlalchemy import Connection

from docservice.access import Opened
from docservice.db.annotations import AnnotationFilter
from docservice.services.exporting.public import public_annotations
from docservice.services.exporting.said import (
    answer_lines,
    comment_lines,
    rejoinder_words,
    standing_rejoinder,
)
from docservice.services.exporting.words import (
    DRAFTING_TEAM,
    QUOTATION,
    VERDICTS,
    Lang,
)
from docservice.services.markdown import plain_words
from docservice.services.resources import Resource
from versions.paragraph import ParagraphId
from versions.revision import Revision
from versions.text import Point, Range

_SECONDS: Final = len("2026-11-23T09:00:00")
_UNSURE: Final = frozenset({"ambiguous", "orphan"})


@dataclass(frozen=True, slots=True)
class Note:
    """One message; `number` is its own in the file, `at` a UTC time in seconds."""

    number: int
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A thread: first the remark, then what was said to it."""

    passage: Range
    notes: tuple[Note, ...]


def remarks_on(
    connection: Connection, opened: Opened, revision: Revision, lang: Lang
) -> tuple[Remark, ...]:
    """Return the threads that have a place in `revision`, oldest first."""
    wanted = AnnotationFilter(revision=revision.number)
    numbers = count()
    found = []
    for remark in public_annotations(connection, opened, wanted):
        passage = _passage(remark["anchor"], revision)
        if passage is not None:
            notes = (Note(next(numbers), *each) for each in _messages(remark, lang))
            found.append(Remark(passage, tuple(notes)))
    return tuple(found)


def _passage(anchor: Resource, revision: Revision) -> Range | None:
    """Return where a remark stands, None if nothing near it survives."""
    if anchor["start"] is None:
        return None
    start, end = (_point(anchor[edge], revision) for edge in ("start", "end"))
    return Range(start, end) if start and end else None


def _point(position: Resource, revision: Revision) -> Point | None:
    index = revision.index_of(ParagraphId(position["paragraph"]))
    return None if index is None else Point(index, position["offset"])


def _messages(remark: Resource, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Yield author, time and text of the remark and of what was said to it."""
    author = remark["author"]["name"]
    said = "\n".join([*_unsure(remark, lang), *comment_lines(remark, lang)])
    yield author, _at(remark["created_at"]), said
    for reply in remark["replies"]:
        if reply["state"] == "visible":
            yield (
                reply["author"]["name"],
                _at(reply["created_at"]),
                plain_words(reply["body"]),
            )
    answer, rejoinder = remark["disposition"], standing_rejoinder(remark)
    if answer is not None:
        text = "\n".join(answer_lines(answer, lang))
        yield DRAFTING_TEAM[lang], _at(answer["published_at"]), text
    if rejoinder is not None:
        yield author, _at(rejoinder["at"]), rejoinder_words(rejoinder, lang)


def _unsure(remark: Resource, lang: Lang) -> Iterator[str]:
    """Yield which words a remark is about, if they are not those it stands at."""
    verdict = remark["anchor"]["verdict"]
    if verdict in _UNSURE:
        quote = QUOTATION[lang].format(remark["target"]["quote"]["exact"])
        yield f"{VERDICTS[lang][verdict]}: {quote}"


def _at(timestamp: str) -> str:
    """Return the seconds of a time in RFC 3339, without the zone, which is UTC."""
    return timestamp[:_SECONDS]
