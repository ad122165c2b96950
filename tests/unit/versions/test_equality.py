import pytest

from versions import equality
from versions.equality import Equals


def pairs(old: str, new: str) -> list[tuple[int, int]]:
    """Pair paragraphs named by words: equal words are equal paragraphs."""
    found = Equals(old.split(), new.split()).of_old
    return [(i, j) for i, j in enumerate(found) if j >= 0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("alpha beta", "alpha beta", [(0, 0), (1, 1)]),
        ("alpha gone beta", "alpha beta", [(0, 0), (2, 1)]),
        ("alpha beta", "alpha came beta", [(0, 0), (1, 2)]),
        ("alpha beta gamma", "beta gamma alpha", [(0, 2), (1, 0), (2, 1)]),
        ("x1 alpha x1 beta", "y1 alpha x1 beta", [(1, 1), (2, 2), (3, 3)]),
    ],
)
def test_equal_paragraphs_are_paired(
    old: str, new: str, expected: list[tuple[int, int]]
) -> None:
    assert pairs(old, new) == expected


def test_repeated_paragraphs_move_only_beside_one_that_moved() -> None:
    old = "head 13 alpha 13 beta gamma delta"
    new = "head beta gamma delta 13 alpha 13"
    assert pairs(old, new)[1:4] == [(1, 4), (2, 5), (3, 6)]


def test_a_number_alone_is_not_looked_for_afar() -> None:
    assert pairs("13 alpha beta", "alpha beta 13") == [(1, 0), (2, 1)]


def test_gaps_lie_between_pairs_and_name_what_went_elsewhere() -> None:
    equals = Equals(["stray", "alpha", "x", "beta"], ["alpha", "y", "beta", "stray"])
    gaps = [(gap.olds, gap.news, gap.strays) for gap in equals.gaps()]
    assert gaps == [([], [], [0]), ([2], [1], []), ([], [], [])]


def test_a_pair_can_be_released() -> None:
    equals = Equals(["alpha"], ["alpha"])
    equals.release(0)
    assert equals.of_old == equals.of_new == [-1]


def test_a_row_of_copies_that_shrank_leaves_a_doubt() -> None:
    equals = Equals(["a", "x", "x", "x", "b"], ["a", "x", "x", "b"])
    assert equals.rows() == {1: (1, 2), 2: (1, 2), 3: (1, 2)}
    assert not Equals(["a", "x", "x", "b"], ["a", "x", "x", "b"]).rows()


def test_copies_of_a_gap_of_which_some_went_are_named() -> None:
    equals = Equals(["p", "x", "q", "x", "r"], ["s", "x", "t"])
    assert equals.copies == {1: (1,), 3: (1,)}


def test_in_a_gap_too_large_for_a_table_copies_are_paired_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(equality, "GAP_CELLS", 1)
    assert pairs("p x q x r", "s x t x u") == [(1, 1), (3, 3)]
