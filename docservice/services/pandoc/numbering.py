"""What stands before a list item: "•", "3.", "a)", "(iv)".

Pandoc knows a list by its start, style and delimiter; a paragraph knows only the
marker that a reader sees, so that an item cited as "c)" stays "c)" on its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Style = Literal["Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"]
Delimiter = Literal["Period", "OneParen", "TwoParens"]

BULLET: Final = "•"
_LETTERS: Final = 26
_MOST: Final = 3999  # Roman numerals end here, and so does every sensible list
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MARKER: Final = re.compile(r"(\(?)([0-9]{1,9}|[a-z]+|[A-Z]+)([.)])")


@dataclass(frozen=True, slots=True)
class Number:
    """One item's place in an ordered list."""

    value: int
    style: Style
    delimiter: Delimiter

    def next(self) -> "Number":
        """Return the number of the item that follows."""
        return Number(self.value + 1, self.style, self.delimiter)

    def marker(self) -> str:
        """Return what stands before the item."""
        digits = _digits(self.value, self.style)
        if self.delimiter == "TwoParens":
            return f"({digits})"
        return f"{digits})" if self.delimiter == "OneParen" else f"{digits}."


def continuing(markers: Sequence[str]) -> tuple[Number, int] | None:
    """Return how the list that begins `markers` is numbered, and its length.

    None if the first is no number. "i)" may be a letter or a Roman numeral: the
    reading that carries on for longest wins, Roman first where they tie.
    """
    best: tuple[Number, int] | None = None
    for first in _readings(markers[0]):
        number, length = first, 1
        for marker in markers[1:]:
            number = number.next()
            if number.marker() != marker:
                break
            length += 1
        if best is None or length > best[1]:
            best = first, length
    return best


def _readings(marker: str) -> list[Number]:
    match = _MARKER.fullmatch(marker)
    if match is None or (match[1] and match[3] == "."):
        return []
    closing: Delimiter = "OneParen" if match[3] == ")" else "Period"
    delimiter: Delimiter = "TwoParens" if match[1] else closing
    digits = match[2]
    if digits.isdigit():
        found = [Number(int(digits), "Decimal", delimiter)]
    else:
        lower = digits.islower()
        styles: tuple[Style, Style] = (
            ("LowerRoman", "LowerAlpha") if lower else ("UpperRoman", "UpperAlpha")
        )
        values = (_roman_value(digits.lower()), _letter_value(digits.lower()))
        found = [
            Number(value, style, delimiter)
            for style, value in zip(styles, values, strict=True)
        ]
    return [number for number in found if number.marker() == marker]


def _digits(value: int, style: Style) -> str:
    if style == "Decimal" or not 0 < value <= _MOST:
        return str(value)
    letters = _letters(value) if style.endswith("Alpha") else _roman(value)
    return letters if style.startswith("Lower") else letters.upper()


def _letters(value: int) -> str:
    """Return a, b, … z, aa, bb, … as word processors count."""
    turns, letter = divmod(value - 1, _LETTERS)
    return chr(ord("a") + letter) * (turns + 1)


def _letter_value(digits: str) -> int:
    return (len(digits) - 1) * _LETTERS + ord(digits[0]) - ord("a") + 1


def _roman(value: int) -> str:
    digits = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        digits += sign * count
    return digits


def _roman_value(digits: str) -> int:
    value, at = 0, 0
    for worth, sign in _ROMAN:
        while digits.startswith(sign, at):
            value, at = value + worth, at + len(sign)
    return value if at == len(digits) else 0
