import re

import pytest

from versions.tokens import TOKEN_OR_SPACE, Alphabet, take_apart, tokenize, words_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("  \t ", []),
        ("the quick fox", ["the", "quick", "fox"]),
        ("§ 5 Abs. 2", ["§", "5", "Abs", ".", "2"]),
        ("Bürger*innen", ["Bürger", "*", "innen"]),
        ("a\u0310b e\u0301", ["a\u0310b", "e\u0301"]),
        ("😀 👩‍👩‍👧x", ["😀", "👩‍👩‍👧", "x"]),
        ("👍🏽🇩🇪🇫🇷", ["👍🏽", "🇩🇪", "🇫🇷"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("漢字 kana", ["漢", "字", "kana"]),
        ("नमस्ते", ["नमस्ते"]),
    ],
)
def test_words_and_signs_are_tokens_and_marks_stay_with_them(
    text: str, tokens: list[str]
) -> None:
    assert [text[start:end] for start, end in tokenize(text)] == tokens


@pytest.mark.parametrize("text", ["", " ", "ab", " the  quick, fox.", "é! 👩‍👩‍👧 \t"])
def test_a_text_taken_apart_gives_its_tokens(text: str) -> None:
    whole = f"So. {text}. So"
    apart = take_apart(whole, 3, 5 + len(text))
    places = list(zip(apart.starts, apart.ends, strict=True))
    tokens = tokenize(whole)
    assert places == tokens[2:-1]
    assert [whole[start:end] for start, end in places] == apart.words


def test_equal_tokens_are_written_as_equal_characters() -> None:
    alphabet = Alphabet()
    written = alphabet.write("die Stadt, die Stadt.")
    assert len(written) == 6
    assert written[:2] == written[3:5]
    assert written[2] == ","
    assert written[5] == "."


def test_white_space_is_written_only_when_asked_for() -> None:
    assert len(Alphabet().write("a  b")) == 2
    assert len(Alphabet().write("a  b", TOKEN_OR_SPACE)) == 3


def test_only_words_are_sorted_into_a_bag() -> None:
    alphabet = Alphabet()
    assert words_of(alphabet.write("b, a; b!")) == words_of(alphabet.write("b b a"))


def test_no_token_is_written_as_a_surrogate() -> None:
    alphabet = Alphabet()
    text = " ".join(f"w{number}" for number in range(0xE000 - 0x4E00))
    assert not re.search("[\ud800-\udfff]", alphabet.write(text))


def test_a_million_distinct_tokens_share_the_last_character_beyond() -> None:
    alphabet = Alphabet()
    alphabet.write("w")
    alphabet._next = 0x10FFFF
    assert alphabet.write("x y z") == "\U0010ffff" * 3


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Cafe\u0301 Rat", ["Cafe\u0301", "Rat"]),
        ("a_b1 Wжrt", ["a_b1", "Wжrt"]),
        ("abc漢字", ["abc", "漢", "字"]),
        (".\u0301,", [".\u0301", ","]),
    ],
)
def test_a_plain_word_or_sign_ends_where_any_other_would(
    text: str, tokens: list[str]
) -> None:
    assert [text[start:end] for start, end in tokenize(text)] == tokens
