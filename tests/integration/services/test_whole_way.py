"""Figures, lists, tables and pages tell the same of a passage: what its whole way did."""

import sqlite3
from zoneinfo import ZoneInfo

from alembic import command

from docservice.access import ANONYMOUS
from docservice.db import annotations, migrating
from docservice.db.annotations import AnnotationFilter
from docservice.db.dialect import make_engine
from docservice.db.store import Store
from docservice.services import correcting_anchors, statistics, tracing
from docservice.services.checking import findings
from docservice.services.exporting import Readers, annotation_table
from docservice.services.exporting.tables.table import Term
from docservice.services.exporting.words import VERDICTS
from tests import factories
from tests.factories import NOW

TEXTS = (
    ("# Ziele", "Die Stadt baut bis 2030 Radwege.", "Alle Parks bleiben offen."),
    ("# Ziele", "Die Stadt baut bis 2028 Radwege.", "Alle Parks bleiben offen."),
    ("# Ziele", "Die Stadt baut bis 2028 Radwege.", "Alle Parks sind offen."),
    ("# Ziele", "Die Stadt baut bis 2028 Radwege.", "Alle Parks bleiben offen."),
)


def _remarked(store: Store) -> dict[str, str]:
    """Return comments on the first of four revisions, by their words."""
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, TEXTS[0], drafter=drafter)
    quotes = ("bis 2030 Radwege", "Parks bleiben offen", "Die Stadt")
    made = {quote: factories.annotation(store, citizen, quote).id for quote in quotes}
    for texts in TEXTS[1:]:
        factories.next_revision(store, drafter, texts)
    return made


def _verdicts(store: Store, key: str) -> list[str | None]:
    trace = store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    return [anchor.since_made for anchor in trace.anchors]


def test_words_that_an_earlier_step_changed_stay_changed(store: Store) -> None:
    made = _remarked(store)

    assert _verdicts(store, made["bis 2030 Radwege"]) == ["kept", *["changed"] * 3]
    assert _verdicts(store, made["Parks bleiben offen"]) == [
        *("kept", "kept", "changed", "kept")
    ]


def test_figures_and_lists_tell_of_the_whole_way(store: Store) -> None:
    made = _remarked(store)
    document = store.read_now(annotations.get_document_id, made["Die Stadt"])
    assert document is not None

    found = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen")
    wanted = AnnotationFilter(revision=4, verdict="changed")
    rows = store.read_now(annotations.list_annotations, document, wanted)

    assert found.total.verdicts == {"kept": 2, "changed": 1}
    assert [row.id for row in rows] == [made["bis 2030 Radwege"]]


def test_a_comment_that_came_late_is_told_of_from_its_own_words_on(
    store: Store,
) -> None:
    _remarked(store)
    late = factories.annotation(
        store, factories.actor(store, "citizen"), "baut bis 2030"
    )

    assert late.resource["anchor"]["since_made"] == "changed"
    assert _verdicts(store, late.id) == ["kept", *["changed"] * 3]


def test_a_place_that_a_person_corrects_is_looked_at_again(store: Store) -> None:
    made = _remarked(store)
    drafter = factories.actor(store, "drafter")
    key = made["bis 2030 Radwege"]

    store.write_now(correcting_anchors.correct_anchor, drafter, key, 3, None, now=NOW)

    assert _verdicts(store, key) == ["kept", "changed", "orphan", "changed"]
    assert store.read_now(lambda connection: list(findings(connection))) == []


def test_a_check_tells_of_a_verdict_that_is_not_that_of_the_texts(
    database: str, store: Store
) -> None:
    key = _remarked(store)["bis 2030 Radwege"]
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        connection.execute(
            "UPDATE anchor SET since_made = 'kept'"
            " WHERE revision = 3 AND annotation_id = ?",
            (key,),
        )
    connection.close()

    assert store.read_now(lambda connection: list(findings(connection))) == [
        f"document 'rahmen': the words of annotation {key} are changed in revision 3"
        " since it was made, its anchor says kept"
    ]


def test_the_table_of_comments_says_so_too(store: Store) -> None:
    made = _remarked(store)
    readers = Readers("en", ZoneInfo("Europe/Berlin"))

    rows = annotation_table(store, ANONYMOUS, "rahmen", readers).rows

    assert {row["id"]: row["verdict"] for row in rows} == {
        made["bis 2030 Radwege"]: Term("changed", VERDICTS["en"]["changed"]),
        made["Parks bleiben offen"]: Term("kept", VERDICTS["en"]["kept"]),
        made["Die Stadt"]: Term("kept", VERDICTS["en"]["kept"]),
    }


def test_a_migration_fills_it_for_what_is_stored(database: str) -> None:
    with Store.open(database) as store:
        made = _remarked(store)
    engine = make_engine(database, writes=True)
    script = migrating.configuration(engine)
    command.downgrade(script, "0018")
    command.upgrade(script, "head")
    engine.dispose()

    with Store.open(database) as store:
        assert store.read_now(lambda connection: list(findings(connection))) == []
        assert _verdicts(store, made["bis 2030 Radwege"])[-1] == "changed"
