import pytest

from versions import alignment
from versions.alignment import Block, in_order, once_in_both, rising


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        ("", "", []),
        ("", "abc", []),
        ("abc", "abc", [Block(0, 0, 3)]),
        ("abcd", "abXd", [Block(0, 0, 2), Block(3, 3, 1)]),
        ("abc", "xyz", []),
    ],
)
def test_equal_runs_are_found_in_order(old: str, new: str, blocks: list[Block]) -> None:
    assert in_order(old, new) == blocks


def test_a_large_text_is_cut_where_each_side_holds_a_token_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alignment, "_TABLE", 8)
    blocks = in_order("aaXbbYcc", "aaXbYccc")
    kept = "".join("aaXbbYcc"[b.old : b.old + b.size] for b in blocks)
    assert kept == "aaXbYcc"
    for block in blocks:
        old = "aaXbbYcc"[block.old : block.old + block.size]
        assert "aaXbYccc"[block.new : block.new + block.size] == old


def test_where_no_token_stands_once_runs_of_them_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alignment, "_TABLE", 30)
    old, new = "abcacbbacabc", "abcacbcbacabc"
    blocks = in_order(old, new)
    assert "".join(old[b.old : b.old + b.size] for b in blocks) == old


def test_a_text_is_not_cut_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_TABLE", 0)
    monkeypatch.setattr(alignment, "_DEPTH", 1)
    assert in_order("abcd", "abcd") == [Block(k, k, 1) for k in range(4)]
    assert in_order("aXbXc", "aYbYc") == [Block(k, k, 1) for k in (0, 2, 4)]
    assert in_order("aXXb", "aXXb") == [Block(0, 0, 1), Block(3, 3, 1)]


def test_a_large_text_without_such_a_token_counts_as_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alignment, "_TABLE", 3)
    assert in_order("aabb", "bbaa") == []


def test_what_both_hold_once_is_paired_in_rising_order() -> None:
    assert once_in_both("xabcy", "yabxc") == [(1, 1), (2, 2), (3, 4)]
    assert once_in_both("aa", "a") == []


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ([], []),
        ([5], [0]),
        ([3, 1, 2], [1, 2]),
        ([0, 9, 1, 2], [0, 2, 3]),
        ([2, 2], [0]),
    ],
)
def test_the_longest_strictly_rising_row_is_found(
    values: list[int], row: list[int]
) -> None:
    found = rising(values)
    assert len(found) == len(row)
    assert [values[k] for k in found] == sorted({values[k] for k in found})
