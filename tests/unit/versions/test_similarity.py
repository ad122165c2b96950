import pytest

from versions.similarity import Wording, alike, characters, common, weighed
from versions.similarity import dice as dice_wording
from versions.similarity import held as held_wording
from versions.similarity import likeness as likeness_of


def likeness(old: str, new: str) -> float:
    return likeness_of(Wording(old), Wording(new))


def held(part: str, whole: str) -> float:
    return held_wording(Wording(part), Wording(whole))


def dice(old: str, new: str) -> float:
    return dice_wording(Wording(old), Wording(new))


def test_words_are_counted_whatever_their_order() -> None:
    assert common(["a", "a", "b", "c"], ["a", "b", "d"]) == 2
    assert dice("b a", "a b") == 1
    assert dice("a b", "c d") == 0
    assert dice("", "") == 0


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    old = "市は毎年この目標の実施状況について議会に報告書を提出するものとし、これを公表する"
    assert 0.8 < dice(old, old.replace("毎年", "隔年")) < 1


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


def test_in_long_texts_only_equal_words_count() -> None:
    old = " ".join(f"wort{number}" for number in range(300))
    assert held(old, old.replace("wort", "wert")) == 0


@pytest.mark.parametrize(
    ("part", "share"),
    [("Garten", 1), ("Haus Haus", 0.5), ("Hof", 0), ("Gartens", 0.92), ("", 0)],
)
def test_a_text_holds_words_as_often_as_it_has_them(part: str, share: float) -> None:
    assert held(part, "Haus und Garten") == pytest.approx(share, abs=0.01)


def test_grammar_weighs_little_between_paragraphs_far_apart() -> None:
    old = "Parteiengesetz in der Fassung vom 1. Mai"
    new = "Tierschutzgesetz in der Fassung vom 2. Juni"
    assert weighed(Wording(old), Wording(new)) < dice(old, new) - 0.1
    assert weighed(Wording(old), Wording(old)) == 1
    assert weighed(Wording(""), Wording("")) == 0
