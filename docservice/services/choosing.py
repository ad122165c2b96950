"""The passage that a form names without a selection: all, a sentence, or its words."""

import re
import unicodedata

from docservice.services.sentences import sentences
from versions.text import Span


def passages(text: str, lang: str, scope: str, words: str) -> tuple[Span, ...]:
    """Return the places that are meant in a paragraph's text; several if it is unclear.

    `scope` is "paragraph", "words", or the index of a sentence; another one, and words
    that do not stand in the text, have no place. Words may be written with other white
    space than the text has, as when they were copied from a screen.
    """
    if scope == "paragraph":
        return tuple(_trimmed(text))
    if scope == "words":
        return tuple(_places(text, words))
    numbered = {str(k): span for k, span in enumerate(sentences(text, lang))}
    return (numbered[scope],) if scope in numbered else ()


def _trimmed(text: str) -> list[Span]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return [Span(start, end)] if start < end else []


def _places(text: str, words: str) -> list[Span]:
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    return [Span(*match.span()) for match in pattern.finditer(text)]
