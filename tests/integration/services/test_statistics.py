"""Figures of answers and words, on a text that is small enough to count by hand."""

from datetime import timedelta

from docservice.access import ANONYMOUS
from docservice.db import annotations, changes
from docservice.db.annotations import AnnotationFilter
from docservice.db.changes import Incorporation
from docservice.db.store import Store
from docservice.services import annotate, answering, requests, statistics
from docservice.services.change_list import Words
from tests import factories
from tests.factories import NOW

OLD = ("# Ziele", "Die Stadt baut bis 2030 Radwege.", "# Wege", "Parks bleiben offen.")
NEW = (
    "# Ziele",
    "Die Stadt baut bis 2028 Radwege.",
    "# Wege",
    "Alle Parks bleiben offen.",
)


def _answer(store: Store, key: str, days: float) -> None:
    request = requests.answer({"outcome": "noted", "reason": "Danke."})
    drafter = factories.actor(store, "drafter")
    at = NOW + timedelta(days=days)
    store.write_now(answering.answer, drafter, key, request, now=at)


def test_answers_are_counted_by_how_long_the_first_one_took(store: Store) -> None:
    factories.document(store, OLD)
    author = factories.actor(store, "citizen")
    made = [
        factories.annotation(store, author, quote).id
        for quote in ("Die Stadt", "2030", "Radwege", "Parks", "offen")
    ]
    for key, days in zip(made, (1, 7, 7.5, 40), strict=False):
        _answer(store, key, days)
    _answer(store, made[0], 90)  # a second version; the first one was in time

    total = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen").total
    document = store.read_now(annotations.get_document_id, made[0])
    assert document is not None

    assert total.waits == {"week": 2, "fortnight": 1, "longer": 1}
    assert (total.median_days, total.longest_days) == (7, 40)
    for wait, keys in {
        "week": made[:2],
        "fortnight": made[2:3],
        "month": [],
        "longer": made[3:4],
    }.items():
        wanted = AnnotationFilter(waited=wait)  # type: ignore[arg-type]  # a literal's name
        rows = store.read_now(annotations.list_annotations, document, wanted)
        assert [row.id for row in rows] == keys, wait


def test_outcomes_that_say_neither_yes_nor_no_are_one_list(store: Store) -> None:
    factories.document(store, OLD)
    author = factories.actor(store, "citizen")
    key = factories.annotation(store, author, "2030").id
    factories.annotation(store, author, "Parks")
    _answer(store, key, 1)
    document = store.read_now(annotations.get_document_id, key)
    assert document is not None

    wanted = AnnotationFilter(disposition="other")
    rows = store.read_now(annotations.list_annotations, document, wanted)

    assert [row.id for row in rows] == [key]


def test_highlights_wait_for_no_answer(store: Store) -> None:
    citizen = factories.actor(store, "citizen")
    factories.document(store, ["Ein Absatz."])
    marked: dict[str, object] = {"motivation": "highlighting", "body": ""}
    factories.annotation(store, citizen, "Ein", fields=marked)
    factories.annotation(store, citizen, "Absatz")

    total = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen").total

    assert (total.comments, total.highlights, total.answered) == (1, 1, 0)
    assert total.outcomes == {"none": 1}
    assert total.motivations == {"commenting": 1}


def test_changed_words_are_shared_out_to_chapters_and_kinds(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    citizen = factories.actor(store, "citizen")
    asked: dict[str, object] = {"motivation": "questioning"}
    key = factories.annotation(store, citizen, "2030", fields=asked).id
    factories.annotation(store, citizen, "Parks")
    factories.next_revision(store, drafter, NEW)
    document = store.read_now(annotations.get_document_id, key)
    assert document is not None
    change, _ = store.read_now(changes.changes_to, document, 2)
    link = Incorporation(change.id, key, True, "")
    store.write_now(lambda unit: changes.insert_incorporations(unit.connection, [link]))

    found = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen")

    def words(part: statistics.Part) -> tuple[str, int, int]:
        assert part.words is not None
        return part.title or part.id, part.words.changed, part.words.caused

    assert found.words == Words(3, 2)
    assert [words(part) for part in found.chapters] == [("Ziele", 2, 2), ("Wege", 1, 0)]
    assert [words(part) for part in found.kinds] == [
        ("commenting", 3, 0),
        ("questioning", 3, 2),
    ]
    assert [part.words for part in found.revisions] == [None, found.words]
    assert [part.tally.comments for part in found.revisions] == [2, 0]


def test_what_is_withdrawn_is_counted_nowhere(store: Store) -> None:
    factories.document(store, OLD)
    citizen = factories.actor(store, "citizen")
    key = factories.annotation(store, citizen, "2030").id
    _answer(store, key, 1)
    store.write_now(annotate.withdraw, citizen, key, now=NOW)

    found = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen")

    assert (found.total.comments, found.total.waits) == (0, {})
    assert found.kinds == ()


def test_a_chapter_without_a_heading_of_its_own_is_called_by_its_first_words(
    store: Store,
) -> None:
    texts = ("# Der Titel", "Vorab.", "## Ziele", "Radwege.", "## Wege", "Parks.")
    factories.document(store, texts, slug="titel")

    found = store.read_now(statistics.statistics_of, ANONYMOUS, "titel")
    resource = statistics.statistics_resource(found)

    assert [each["title"] for each in resource["chapters"]] == [
        *("Der Titel", "Ziele", "Wege")
    ]
