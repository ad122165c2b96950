"""Who wrote a change, as far as its characters tell."""

from datetime import UTC, datetime, timedelta

import pytest

from docservice.db.changes import Side
from docservice.db.draft_texts import Deleted, Kept, Sources, Typed
from docservice.services.authorship import Authorship, Written

EARLY = datetime(2026, 11, 26, 9, tzinfo=UTC)
LATE = EARLY + timedelta(hours=1)
NOBODY = Written(None)

# "Die Stadt baut Wege." became "Die Stadt baute neue Wege."
OLD, NEW = Side("p", 10, 14, "baut"), Side("p", 10, 20, "baute neue")
KEPT = (Kept("p", 0, "p", 0, 14), Kept("p", 14, "p", 20, 6))
ANNA = Typed("p", 14, 15, "anna", None, EARLY)
BEN = Typed("p", 15, 20, "ben", "comment", LATE)

CASES: dict[str, tuple[Sources, Side | None, Side | None, tuple[Written, ...]]] = {
    "two people, the latest first": (
        Sources(KEPT, (ANNA, BEN)),
        OLD,
        NEW,
        (Written("ben", "comment", LATE), Written("anna", None, EARLY)),
    ),
    "one person twice, at the later time": (
        Sources(KEPT, (ANNA, Typed("p", 15, 20, "anna", None, LATE))),
        OLD,
        NEW,
        (Written("anna", None, LATE),),
    ),
    "words that nobody is known to have typed": (
        Sources(KEPT, (ANNA,)),
        OLD,
        NEW,
        (Written("anna", None, EARLY), NOBODY),
    ),
    "words of several edits at once": (
        Sources(KEPT, (ANNA, Typed("p", 15, 20, None, None))),
        OLD,
        NEW,
        (Written("anna", None, EARLY), NOBODY),
    ),
    "words that were deleted": (
        Sources((), (), (Deleted("p", 10, 14, "anna", None, EARLY),)),
        OLD,
        None,
        (Written("anna", None, EARLY),),
    ),
    "from before times were kept": (
        Sources((), (Typed("p", 10, 20, "anna", None),)),
        None,
        NEW,
        (Written("anna", None, None),),
    ),
    "nothing known": (Sources(), OLD, NEW, (NOBODY,)),
    "nothing but kept characters": (
        Sources((Kept("p", 0, "p", 10, 10),)),
        None,
        NEW,
        (NOBODY,),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_of_those_whose_characters_it_has(name: str) -> None:
    sources, old, new, wanted = CASES[name]
    assert Authorship(sources).of(old, new) == wanted
