import pytest

from versions import similarity
from versions.similarity import (
    Wording,
    alike,
    all_characters,
    characters,
    common,
    dice,
    may_share,
    weighed,
    words_of,
)
from versions.similarity import likeness as likeness_of


def likeness(old: str, new: str) -> float:
    return likeness_of(Wording(old, words_of(old)), Wording(new, words_of(new)))


def test_different_words_are_counted_whatever_their_order() -> None:
    assert dice(set("ba"), set("ab")) == 1
    assert dice(set("ab"), set("cd")) == 0
    assert dice(set(), set()) == 0


def test_texts_of_too_different_lengths_cannot_have_much_in_common() -> None:
    assert may_share("abc", "ab", 0.8)
    assert not may_share("ab", "abcd", 0.8)
    assert may_share("", "", 0.8)


def test_words_in_order_are_counted_as_often_as_they_stand_there() -> None:
    assert common(["a", "a", "b", "c"], ["a", "b", "d"]) == 2
    assert common(["b", "a"], ["a", "b"]) == 1


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    old = "市は毎年この目標の実施状況について議会に報告書を提出するものとし、これを公表する"
    new = old.replace("毎年", "隔年")
    assert 0.8 < dice(set(words_of(old)), set(words_of(new))) < 1


def test_unrelated_texts_share_no_characters_that_count() -> None:
    assert characters("abc", "xyz") == 0
    assert characters("abc", "abc") == 1
    assert characters("abcd", "abce", 0.8) == 0
    assert alike("abcd", "xbyd") == 2


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
    assert alike("ab" * 6_000, "ab" * 9_000) == 0


def test_many_texts_are_compared_at_once_as_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    olds, news = ["abcd", "abcd", ""], ["abcx", "wxyz", "a"]
    expected = [characters(old, new, 0.5) for old, new in zip(olds, news, strict=True)]
    assert all_characters(olds, news, 0.5) == expected == [0.75, 0, 0]
    monkeypatch.setattr(similarity, "_CHARACTER_CELLS", 15)
    assert all_characters(olds, news, 0.5) == [0, 0, 0]
    assert all_characters([], [], 0.5) == []


def test_in_long_texts_only_equal_words_count() -> None:
    old = " ".join(f"wort{number}" for number in range(300))
    short = " ".join(f"wort{number}" for number in range(3))
    assert likeness(old, old.upper()) < 0.1
    assert likeness(short, short.replace("wort", "wert")) > 0.5


def test_grammar_weighs_little_between_paragraphs_far_apart() -> None:
    old = set(words_of("Parteiengesetz in der Fassung vom 1. Mai"))
    new = set(words_of("Tierschutzgesetz in der Fassung vom 2. Juni"))
    assert weighed(old, new) < dice(old, new) - 0.1
    assert weighed(old, old) == 1
    assert weighed(set(), set()) == 0
