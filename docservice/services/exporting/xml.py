"""Words as the XML of office files holds them."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.sax.saxutils import escape

# XML 1.0 has no place for them, not even escaped.
_CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE: Final = re.compile("^ | $|(?<= ) ")


def xml_words(text: str) -> str:
    """Return words to stand between tags."""
    return escape(_CONTROLS.sub("", text))


def replaced(
    xml: str, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]
) -> Iterator[str]:
    """Yield XML in pieces, with other words for each match of a pattern."""
    at = 0
    for found in pattern.finditer(xml):
        yield xml[at : found.start()]
        yield by(found)
        at = found.end()
    yield xml[at:]


def opendocument_words(text: str) -> str:
    """Return words with every space, where OpenDocument would keep but one."""
    return _SPACE.sub("<text:s/>", xml_words(text)).replace("\n", "<text:line-break/>")
