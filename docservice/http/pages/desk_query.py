"""What the desk's address asks for: which list, in which order, and which page of it."""

from collections.abc import Mapping
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.requests import Request

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES, STANCES
from annotations.thread import MOTIVATIONS
from docservice.access import Actor
from docservice.db.desk import AnswerState, DeskFilter, DeskOrder
from docservice.http.frame import lang_of
from docservice.http.numbers import whole_number
from docservice.http.presenting.desk import FOR_ME, NARROWING, QUEUES, Place
from docservice.services.desk import Wanted

Word = TypeVar("Word", bound=str)

MOST_PAGES = 1_000
MOST_SUPPORT = 1_000_000
MOST_PARAGRAPHS = 1_000_000
ME = "me"
ORDERS: Final[tuple[DeskOrder, ...]] = ("text", "support", "newest")
ANSWERS: Final[tuple[AnswerState, ...]] = ("open", "proposed", "answered")
# What the list is narrowed by; the rest of the query names the comment in hand.
NAMES: Final = ("revision", *NARROWING, "sort", "page")


def place_of(request: Request, query: Mapping[str, str]) -> Place:
    """Return the list that the query names, by default what is open for oneself."""
    kept = {name: query[name] for name in NAMES if query.get(name)}
    if not set(kept).intersection(NARROWING):
        kept |= QUEUES["mine"]
    return Place(lang_of(request), str(request.path_params["slug"]), kept)


def query_of(form: FormData) -> dict[str, str]:
    """Return the list's query, which every form of the desk carries along."""
    return dict(parse_qsl(str(form.get("back", ""))))


def wanted_in(query: Mapping[str, str], actor: Actor) -> Wanted:
    """Return what the query asks for; what it cannot mean counts as not asked."""
    assignee = query.get("assignee")
    rest = DeskFilter(
        motivation=_word(query, "motivation", MOTIVATIONS),
        answer=_word(query, "answer", ANSWERS),
        outcome=_word(query, "outcome", OUTCOMES),
        assignee={FOR_ME: None, ME: actor.id}.get(assignee or "", assignee),
        waits_for=actor.id if assignee == FOR_ME else None,
        verdict=_word(query, "verdict", VERDICTS),
        stance=_word(query, "stance", STANCES),
        least_support=_whole(query, "support", 0, MOST_SUPPORT),
        text=query.get("q", "").strip(),
    )
    return Wanted(
        revision=revision_of(query),
        chapter=query.get("chapter"),
        paragraph=_whole(query, "paragraph", 0, MOST_PARAGRAPHS) or None,
        rest=rest,
        is_new="new" in query,
        is_lost="lost" in query,
        is_unlinked="unlinked" in query,
        is_mentioned="mentioned" in query,
        is_overdue="overdue" in query,
        bundle=query.get("bundle", ""),
        order=_word(query, "sort", ORDERS) or "text",
        page=_whole(query, "page", 1, MOST_PAGES),
    )


def revision_of(query: Mapping[str, str]) -> int | None:
    """Return the number of the revision asked for, None for the newest."""
    return _whole(query, "revision", 0, MOST_SUPPORT) or None


def _word(query: Mapping[str, str], name: str, words: tuple[Word, ...]) -> Word | None:
    return next((word for word in words if word == query.get(name)), None)


def _whole(query: Mapping[str, str], name: str, least: int, most: int) -> int:
    return max(least, min(whole_number(query.get(name)) or least, most))
