from collections.abc import Callable
from itertools import count

import pytest

from tests.builders import contents, lineage_of, paragraphs, strong
from versions.lineage import Lineage, Link, Relation, assign_ids, trace, trace_texts
from versions.paragraph import ParagraphId

ONE = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
TWO = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
THREE = "Gute digitale Angebote sind einfach, sicher und ohne Barrieren zugänglich."
FOUR = "Wir beteiligen die Stadtgesellschaft früh und antworten auf jeden Hinweis."


@pytest.mark.parametrize(
    ("old", "new", "of_old"),
    [
        ([ONE, TWO], [ONE, TWO], [{"kept"}, {"kept"}]),
        ([ONE, TWO], [ONE], [{"kept"}, {"deleted"}]),
        ([ONE, TWO], [ONE + " Bald.", TWO], [{"edited"}, {"kept"}]),
        ([ONE, TWO, THREE], [TWO, THREE, ONE], [{"kept", "moved"}, {"kept"}, {"kept"}]),
        (
            [ONE, TWO, THREE],
            [TWO, THREE, ONE + " Bald."],
            [{"edited", "moved"}, {"kept"}, {"kept"}],
        ),
        ([f"{ONE} {TWO}", THREE], [ONE, TWO, THREE], [{"edited", "split"}, {"kept"}]),
        (
            [ONE, TWO, THREE],
            [f"{ONE} {TWO}", THREE],
            [{"edited", "merged"}, {"edited", "merged"}, {"kept"}],
        ),
    ],
)
def test_what_became_of_an_old_paragraph(
    old: list[str], new: list[str], of_old: list[set[Relation]]
) -> None:
    lineage = lineage_of(old, new)
    assert [lineage.relations_of_old(index) for index in range(len(old))] == of_old


@pytest.mark.parametrize(
    ("old", "new", "of_new"),
    [
        ([ONE], [ONE, TWO], [{"kept"}, {"inserted"}]),
        (
            [f"{ONE} {TWO}", THREE],
            [ONE, TWO, THREE],
            [{"edited", "split"}] * 2 + [{"kept"}],
        ),
        ([ONE, TWO, THREE], [f"{ONE} {TWO}", THREE], [{"edited", "merged"}, {"kept"}]),
    ],
)
def test_where_a_new_paragraph_comes_from(
    old: list[str], new: list[str], of_new: list[set[Relation]]
) -> None:
    lineage = lineage_of(old, new)
    assert [lineage.relations_of_new(index) for index in range(len(new))] == of_new


def test_only_what_left_its_place_has_moved() -> None:
    lineage = lineage_of([ONE, TWO, THREE, FOUR], [FOUR, ONE, TWO, THREE])
    assert lineage.moved == {(3, 0)}


def test_both_parts_of_a_split_in_place_stayed() -> None:
    lineage = Lineage.of(2, 3, (Link(0, 0, 0.5), Link(0, 1, 0.5), Link(1, 2, 1, True)))
    assert lineage.moved == frozenset()
    assert lineage.partners(0) == (0, 1)
    assert lineage.relations_of_link(lineage.links[0]) == {"edited", "split"}


def test_a_part_carried_over_another_paragraph_moved() -> None:
    lineage = Lineage.of(2, 3, (Link(0, 0, 0.9), Link(0, 2, 0.5), Link(1, 1, 1, True)))
    assert lineage.moved == {(0, 2)}
    lineage = Lineage.of(2, 3, (Link(0, 1, 1, True), Link(1, 0, 0.5), Link(1, 2, 0.9)))
    assert lineage.moved == {(1, 0)}
    assert Lineage.of(2, 1, (Link(0, 0, 0.5), Link(1, 0, 0.6))).relations_of_link(
        Link(0, 0, 0.5)
    ) == {"edited", "merged"}


def test_other_marks_make_a_paragraph_edited() -> None:
    lineage = trace([strong("one two", (0, 3))], [strong("one two", (4, 7))])
    assert lineage.relations_of_old(0) == {"edited"}
    assert lineage.links[0].score == 1


def test_texts_alone_can_be_traced() -> None:
    assert trace_texts([ONE], [ONE]).relations_of_new(0) == {"kept"}


def fresh_ids() -> Callable[[], ParagraphId]:
    numbers = count()
    return lambda: ParagraphId(f"new{next(numbers)}")


def ids_after(old: list[str], new: list[str]) -> list[str]:
    given = assign_ids(
        paragraphs(*old), contents(*new), lineage_of(old, new), fresh_ids()
    )
    assert [paragraph.text for paragraph in given] == new
    return [paragraph.id for paragraph in given]


def test_an_id_follows_its_paragraph() -> None:
    assert ids_after([ONE, TWO], [FOUR, TWO, ONE + " Bald."]) == ["new0", "p1", "p0"]


def test_the_larger_part_of_a_split_paragraph_keeps_the_id() -> None:
    long = f"{ONE} {TWO}"
    assert ids_after([f"{long} {THREE}", FOUR], [long, THREE, FOUR]) == [
        "p0",
        "new0",
        "p1",
    ]


def test_a_merged_paragraph_takes_the_id_of_its_largest_source() -> None:
    long = f"{ONE} {TWO}"
    assert ids_after([THREE, long, FOUR], [f"{THREE} {long}", FOUR]) == ["p1", "p2"]


def test_links_that_compete_for_an_id_get_it_once() -> None:
    lineage = Lineage.of(1, 2, (Link(0, 0, 0.4), Link(0, 1, 0.6)))
    given = assign_ids(paragraphs("a b"), contents("a", "b"), lineage, fresh_ids())
    assert [paragraph.id for paragraph in given] == ["new0", "p0"]
