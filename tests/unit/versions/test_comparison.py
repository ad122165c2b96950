import pytest

from tests.builders import contents, lineage_of, strong
from versions.comparison import Row, compare, divide, hunks
from versions.lineage import trace
from versions.text import Span

ONE = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
TWO = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
THREE = "Gute digitale Angebote sind einfach, sicher und ohne Barrieren zugänglich."


def rows(old: list[str], new: list[str]) -> tuple[Row, ...]:
    return compare(contents(*old), contents(*new), lineage_of(old, new))


def places(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    return [(row.old, row.new) for row in rows(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        ([ONE, TWO], [ONE, TWO], [(0, 0), (1, 1)]),
        ([ONE, TWO], [TWO], [(0, None), (1, 0)]),
        ([ONE, TWO], [ONE], [(0, 0), (1, None)]),
        ([ONE], [ONE, TWO], [(0, 0), (None, 1)]),
        ([ONE, TWO, THREE], [TWO, THREE, ONE], [(0, None), (1, 0), (2, 1), (0, 2)]),
        ([f"{ONE} {TWO}"], [ONE, TWO], [(0, 0), (0, 1)]),
        ([ONE, TWO], [f"{ONE} {TWO}"], [(0, 0), (1, 0)]),
    ],
)
def test_rows_follow_the_lineage_in_the_order_of_the_new_text(
    old: list[str], new: list[str], expected: list[tuple[int | None, int | None]]
) -> None:
    assert places(old, new) == expected


def test_a_moved_paragraph_has_a_signpost_in_its_old_place() -> None:
    old, new = [ONE, TWO, THREE], [TWO, THREE, ONE]
    signpost, *_, moved = rows(old, new)
    assert signpost == Row(frozenset({"moved"}), old=0, moved_to=2)
    assert moved.moved_from == 0
    assert moved.relations == {"kept", "moved"}
    assert hunks(signpost, contents(*old), contents(*new)) == ()


def test_a_move_is_a_hunk_of_its_own_before_what_was_reworded_on_the_way() -> None:
    old, new = [ONE, TWO, THREE], [TWO.replace("Senat", "Rat"), THREE, ONE + " Neu."]
    found = [
        h for row in rows(old, new) for h in hunks(row, contents(*old), contents(*new))
    ]
    assert [(h.kind, h.old_text, h.new_text) for h in found] == [
        ("changed", "Senat", "Rat"),
        ("moved", ONE, ONE + " Neu."),
        ("changed", "", " Neu."),
    ]
    assert found[1].old == (0, Span(0, len(ONE)))
    assert found[1].new == (2, Span(0, len(ONE) + 5))


def test_a_row_of_a_split_paragraph_holds_its_part() -> None:
    old = f"{ONE} {TWO}"
    first, second = rows([old], [ONE, TWO])
    assert first.old_span is not None
    assert second.old_span is not None
    assert first.old_span.of(old) == ONE
    assert second.old_span.of(old) == TWO
    assert first.changes == second.changes == ()


def test_white_space_where_a_paragraph_was_cut_is_no_change() -> None:
    whole = [f"{ONE} {TWO}"]
    for parts in ([f"{ONE} ", TWO], [ONE, f" {TWO}"]):
        for old, new in ((whole, parts), (parts, whole)):
            assert [row.changes for row in rows(old, new)] == [(), ()]


def test_changes_count_from_the_start_of_the_paragraph() -> None:
    old, new = [f"{ONE} {TWO}"], [ONE, TWO.replace("Senat", "Rat")]
    (hunk,) = [
        h for row in rows(old, new) for h in hunks(row, contents(*old), contents(*new))
    ]
    assert (hunk.old_text, hunk.new_text) == ("Senat", "Rat")
    assert hunk.old == (0, Span(len(ONE) + 5, len(ONE) + 10))
    assert hunk.new == (1, Span(4, 7))


def test_what_was_deleted_or_inserted_is_a_hunk_as_a_whole() -> None:
    old, new = [ONE, THREE], [THREE, TWO]
    found = [
        h for row in rows(old, new) for h in hunks(row, contents(*old), contents(*new))
    ]
    assert [(h.old_text, h.new_text) for h in found] == [(ONE, ""), ("", TWO)]
    assert found[0].new is None
    assert found[1].old is None


def test_other_marks_are_shown_as_reformatted() -> None:
    old, new = [strong("one two")], [strong("one two", (0, 3))]
    (row,) = compare(old, new, trace(old, new))
    assert row.reformatted == (Span(0, 3),)
    assert row.changes == ()


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("one two", ["one two"], ["one two"]),
        ("aa bb cc dd", ["aa bb", "cc dd"], ["aa bb", "cc dd"]),
        (
            "aa bb cc dd ee ff gg hh",
            ["ee ff gg hh", "aa bb cc dd"],
            ["ee ff gg hh", "aa bb cc dd"],
        ),
        ("aa bb", ["aa bb", "zz"], ["aa bb", ""]),
        ("aa bb", ["zz", "aa bb"], ["", "aa bb"]),
        ("", ["aa", "bb"], ["", ""]),
    ],
)
def test_a_text_is_divided_between_the_parts_that_continue_it(
    text: str, parts: list[str], expected: list[str]
) -> None:
    assert [span.of(text) for span in divide(text, parts)] == expected
