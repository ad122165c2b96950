import pytest

from versions.similarity import (
    Wording,
    character_table,
    characters,
    common,
    dice,
    dice_table,
)
from versions.similarity import held as held_wording
from versions.similarity import likeness as likeness_of


def likeness(old: str, new: str) -> float:
    return likeness_of(Wording(old), Wording(new))


def held(part: str, whole: str, others: list[str]) -> float:
    return held_wording(Wording(part), Wording(whole), [Wording(o) for o in others])


def test_words_are_counted_whatever_their_order() -> None:
    assert common("aabc", "abd") == 2
    assert dice("ab", "ab") == 1
    assert dice("ab", "cd") == 0
    assert dice("", "") == 0
    assert dice_table(["ab", "cd"], ["ab"]) == [[1], [0]]


def test_unrelated_texts_share_no_characters_that_count() -> None:
    assert characters("abc", "xyz") == 0
    assert characters("abc", "abc") == 1
    assert character_table(["abc", "xyz"], ["abc"]) == [[1], [0]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("§ 17 Verbreitungsrecht", "§ 18 Verbreitungsrechte"),
        ("Example:", "Example: and so much more that was never there before at all"),
        ("Die Gebühren der Stadt", "Der Gebühren wegen, Städte"),
    ],
)
def test_a_reworking_is_liker_than_another_text(old: str, new: str) -> None:
    other = "Wer gewerbsmäßig fremde Sachen versteigern will, braucht eine Erlaubnis."
    assert likeness(old, new) > 0.3 > likeness(old, other)


def test_texts_without_words_can_be_compared() -> None:
    assert likeness("", "") > 0
    assert likeness("…", "abc") < 0.3


def test_single_letters_and_numbers_begin_alike() -> None:
    text = "a) Haus und Tür"
    assert likeness(text, "b) Haus und Tor") > likeness(text, "Bad) Haus und Tor")


def test_long_texts_get_no_bonus_for_being_short() -> None:
    old = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können"
    assert 0.3 < likeness(old, f"Nun, {old.lower()}") < 1


def test_texts_too_long_to_compare_by_characters_have_none_in_common() -> None:
    assert characters("ab" * 6_000, "ab" * 9_000) == 0


def test_in_long_texts_only_equal_words_count() -> None:
    old = " ".join(f"wort{number}" for number in range(300))
    assert held(old, old.replace("wort", "wert"), []) == 0


def test_what_other_parts_explain_does_not_hold_a_fragment() -> None:
    whole = "Haus und Garten"
    assert held("Garten", whole, []) == 1
    assert held("Garten", whole, ["Garten"]) == 0
    assert held("", whole, []) == 0
