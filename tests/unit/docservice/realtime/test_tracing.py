"""Words that are carried elsewhere stay whose they were."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from docservice.db.draft_log import StoredUpdate
from docservice.realtime.tracing import Stretch, Trail

NOW = datetime(2026, 9, 1, tzinfo=UTC)
BASE = "Hunde an der Leine."
TYPED = ", auch kleine Hunde"
ANKE = StoredUpdate(b"", "anke", "comment", NOW)
BERND = StoredUpdate(b"", "bernd", None, NOW)

Delta = Sequence[Mapping[str, Any]]


@pytest.fixture
def trail() -> Trail[str]:
    """Return a paragraph into which Anke has typed for a comment."""
    made: Trail[str] = Trail()
    size = len(BASE)
    made.begin("p", BASE.encode(), Stretch(size, "pid", 0, 0, None))
    made.change("p", [{"retain": size - 1}, {"insert": TYPED}], ANKE)
    made.settle(ANKE)
    return made


def of(trail: Trail[str], node: str) -> list[tuple[int, str]]:
    """Return how much in a node is from whom; what nobody typed is of the base."""
    return [
        (stretch.size_utf8, str(stretch.author.person_id) if stretch.author else "base")
        for stretch in trail.nodes[node]
    ]


def test_the_rest_of_a_divided_paragraph(trail: Trail[str]) -> None:
    rest = len(TYPED) + 1
    trail.change("p", [{"retain": len(BASE) - 1}, {"delete": rest}], BERND)
    trail.add("q", [f"{TYPED}."], BERND)
    trail.settle(BERND)

    assert of(trail, "q") == [(len(TYPED), "anke"), (1, "base")]
    assert trail.deleted == []


def test_a_paragraph_of_another_kind(trail: Trail[str]) -> None:
    trail.add("q", ["Hunde an der Leine", f"{TYPED}."], BERND)
    trail.keep_only(["q"])
    trail.settle(BERND)

    assert of(trail, "q") == [
        (len(BASE) - 1, "base"),
        (len(TYPED), "anke"),
        (1, "base"),
    ]
    assert trail.deleted == []


def test_a_paragraph_joined_to_another(trail: Trail[str]) -> None:
    trail.add("q", ["Vorher. "], BERND)
    trail.settle(BERND)
    whole = BASE[:-1] + TYPED + BASE[-1]
    trail.change("q", [{"retain": 8}, {"insert": whole}], BERND)
    trail.keep_only(["q"])
    trail.settle(BERND)

    assert (len(TYPED), "anke") in of(trail, "q")


def test_what_was_cut_and_is_pasted_later_with_more(trail: Trail[str]) -> None:
    typed_at = len(BASE) - 1
    trail.change("p", [{"retain": typed_at}, {"delete": len(TYPED)}], BERND)
    trail.settle(BERND)
    assert of(trail, "p") == [(typed_at, "base"), (1, "base")]
    trail.add("q", [f"Neu{TYPED} hier"], BERND)
    trail.settle(BERND)

    assert of(trail, "q") == [(3, "bernd"), (len(TYPED), "anke"), (5, "bernd")]


def test_a_deletion_that_is_taken_back(trail: Trail[str]) -> None:
    typed_at = len(BASE) - 1
    delta: Delta = [{"retain": typed_at}, {"delete": len(TYPED)}]
    trail.change("p", delta, ANKE)
    trail.settle(BERND)
    again = StoredUpdate(b"", "anke", None, NOW)
    trail.change("p", [{"retain": typed_at}, {"insert": TYPED}], again)
    trail.settle(BERND)

    assert [s.author for s in trail.nodes["p"] if s.old is None] == [ANKE]


@pytest.mark.parametrize("words", ["auch", ", auch große Hunde"])
def test_other_words_are_of_who_types_them(trail: Trail[str], words: str) -> None:
    typed_at = len(BASE) - 1
    trail.change("p", [{"retain": typed_at}, {"delete": len(TYPED)}], BERND)
    trail.settle(BERND)
    trail.change("p", [{"insert": words}], BERND)
    trail.settle(BERND)

    assert of(trail, "p")[0] == (len(words.encode()), "bernd")


def test_words_of_the_base_that_are_cut_and_pasted_later_are_of_who_does_it(
    trail: Trail[str],
) -> None:
    words = "Hunde an der "
    trail.change("p", [{"delete": len(words)}], BERND)
    trail.settle(BERND)
    trail.add("q", [words], BERND)
    trail.settle(BERND)

    assert of(trail, "q") == [(len(words), "bernd")]
    assert [(stretch.size_utf8, by) for stretch, by in trail.deleted] == [
        (len(words), BERND)
    ]


def test_of_words_that_are_carried_twice_the_second_are_new(trail: Trail[str]) -> None:
    trail.change("p", [{"delete": len("Hunde an der ")}], BERND)
    trail.add("q", ["Hunde an der "], BERND)
    trail.add("r", ["Hunde an der "], BERND)
    trail.settle(BERND)

    assert [of(trail, node)[0][1] for node in "qr"] == ["base", "bernd"]
