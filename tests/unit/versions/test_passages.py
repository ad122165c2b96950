import pytest

from versions import passages
from versions.passages import follow, partners


def test_each_kept_word_has_its_partner() -> None:
    assert partners("abcd", "aXcd") == [0, -1, 2, 3]


def test_sentences_that_changed_places_are_followed() -> None:
    assert partners("abcde.FGHI", "FGHIabcde.") == [4, 5, 6, 7, 8, 9, 0, 1, 2, 3]


def test_a_moved_sentence_is_followed_though_a_word_in_it_changed() -> None:
    found = partners("abcde.FGHIJKLM", "FGHIJKLMabXde.")
    assert found[:6] == [8, 9, -1, 11, 12, 13]


def test_a_short_run_elsewhere_is_chance() -> None:
    assert partners("abXYZWVU", "XYZWVUab") == [-1, -1, 0, 1, 2, 3, 4, 5]


def test_a_lone_word_between_wide_gaps_counts_only_in_its_place() -> None:
    old, new = "abcdefOghijklX", "mnopqrOstuvwxX"
    assert partners(old, new)[6] == 6


def test_a_lone_word_gives_way_to_the_order_around_it() -> None:
    # "a" stands in the order of the ends, but what stood before it went behind them.
    found = partners("FGHIJPQRSTUVabcdefKLMNOXYZ", "FGHIJghijkalmnoKLMNOXYZPQRSTUV")
    assert found[5:12] == [23, 24, 25, 26, 27, 28, 29]
    assert found[12] == -1


def test_a_lone_word_may_belong_to_the_moved_passage() -> None:
    found = partners("FGHIJPQRaSTUKLMNOXYZ", "FGHIJghijkalmnoKLMNOXYZPQRaSTU")
    assert found[5:12] == [23, 24, 25, 26, 27, 28, 29]


def test_a_passage_that_stood_twice_moves_once() -> None:
    found = partners("abcde12345678abcdeLMNOPQRSTUVW", "12345678LMNOPQRSTUVWabcde")
    assert found[:5] == [20, 21, 22, 23, 24]
    assert found[13:18] == [-1] * 5


@pytest.mark.parametrize("limit", ["_MOVED_CELLS", "_TOKEN_CELLS"])
def test_in_a_text_torn_to_pieces_or_too_long_nothing_moved(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(passages, limit, 0)
    assert partners("abcde.FGHI", "FGHIabcde.")[6:] == [-1] * 4


def test_a_similar_word_in_the_same_place_is_the_same_word_changed() -> None:
    followed = follow(["die", "Gebühren", "steigen"], ["die", "Gebühr", "steigen"])
    assert followed.partner == [0, 1, 2]
    assert followed.worth[0] == 1
    assert 0.8 <= followed.worth[1] < 1


def test_another_word_in_the_same_place_is_worth_nothing() -> None:
    followed = follow(["wir", "prüfen", "alles"], ["wir", "loben", "alles"])
    assert followed.partner == [0, 1, 2]
    assert followed.worth == [1, 0, 1]


def test_stretches_of_unequal_length_have_no_partners_by_number() -> None:
    followed = follow(["wir", "prüfen", "alles"], ["wir", "loben", "sehr", "alles"])
    assert followed.partner == [0, -1, 3]


def test_a_similar_word_must_begin_alike() -> None:
    followed = follow(["a", "der", "b", "."], ["a", "x", "oder", "b", "."])
    assert followed.partner[1] == -1


def test_short_words_and_numbers_are_similar_to_nothing() -> None:
    assert (
        follow(["im", "1234", "ab", "."], ["1235", "in", "."]).partner[:3] == [-1] * 3
    )


def test_words_between_similar_ones_are_set_against_each_other() -> None:
    old = ["Straße", "eins", "Wege"]
    new = ["Straßen", "zwei", "Wegen"]
    assert follow(old, new).partner == [0, 1, 2]
