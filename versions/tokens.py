"""Words, numbers, signs: the units in which texts are compared.

A token is never cut by a change. Combining marks and joiners stay with the
character before them, so that no accent or emoji is torn apart; scripts without
spaces are taken character by character.

For comparison a text is written in an alphabet of its own, one character per
distinct token. Equal tokens have equal characters, and the compiled string
routines of rapidfuzz and diff-match-patch then work on words.
"""

import re
from itertools import accumulate
from typing import NamedTuple

# Marks (general category M) of the scripts in use, variation selectors, joiners.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u0819"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u302a-\u302f\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS = (
    rf"[^\W{_UNSPACED}]+(?:[{_MARKS}]+[^\W{_UNSPACED}]*)*"
    rf"|[{_UNSPACED}][{_MARKS}]*"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
# Nearly all tokens are such words and signs; asked first they take half the time.
_PLAIN = rf"[A-Za-z0-9À-ÖØ-öø-ÿ]++(?![\w{_MARKS}])|[.,;:()/-](?![{_MARKS}])"
WORD = re.compile(_WORDS)
TOKEN = re.compile(
    rf"{_PLAIN}"
    rf"|{_WORDS}"
    rf"|{_FLAG}"
    rf"|[^\w\s](?:[{_MARKS}]+(?<=\u200d)[^\w\s]|[{_MARKS}])*"
)

_APART = re.compile(f"({TOKEN.pattern})")

# White space too, so that nothing of the text is lost.
TOKEN_OR_SPACE = re.compile(rf"{TOKEN.pattern}|\s+")

# Words are written as ideographs: one block of letters, far from all signs, so that
# code which looks for the ends of words and sentences still finds them.
_FIRST_WORD = 0x4E00
_WORD = chr(_FIRST_WORD)
_SURROGATES = range(0xD800, 0xE000)  # not characters of their own
_LAST = 0x10FFFF


class Token(NamedTuple):
    """The span of a token, in code points."""

    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; what lies between is white space."""
    return [Token._make(match.span()) for match in TOKEN.finditer(text)]


class Apart(NamedTuple):
    """The tokens of a text, with where each starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def take_apart(text: str, start: int, end: int) -> Apart:
    """Return the tokens of `text` from `start` to `end`.

    They come from one split; to ask each match for its words takes longer.
    """
    parts = _APART.split(text[start:end])  # space, token, space, …
    borders = list(accumulate(map(len, parts), initial=start))
    return Apart(parts[1::2], borders[1:-1:2], borders[2::2])


class Alphabet(dict[str, str]):
    """One character for each distinct token, given out as tokens are met.

    A sign or space of one character stands for itself; words, numbers and longer
    signs get characters from U+4E00 on. Beyond a million distinct tokens all
    further ones share the last character.
    """

    def __init__(self) -> None:
        super().__init__()
        self._next = _FIRST_WORD

    def __missing__(self, token: str) -> str:
        if len(token) == 1 and token < _WORD and not token.isalnum():
            self[token] = token
            return token
        character = chr(self._next)
        self._next = min(self._next + 1, _LAST)
        if self._next in _SURROGATES:
            self._next = _SURROGATES.stop
        self[token] = character
        return character

    def write(self, text: str, pattern: re.Pattern[str] = TOKEN) -> str:
        """Return `text` with each match of `pattern` as one character."""
        return "".join(map(self.__getitem__, pattern.findall(text)))


def words_of(written: str) -> str:
    """Return the characters of `written` that stand for words, sorted."""
    return "".join(sorted(c for c in written if c >= _WORD))
