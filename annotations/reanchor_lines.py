"""Carry ranges between two texts given as JSON, one pair of texts a line.

The core of the command `randnotiz reanchor`. A line is an object
`{"id", "version_a": [paragraph…], "version_b": […], "ranges": [{"id", "range":
[first paragraph, start, last paragraph, end]}…]}`; the answers say where each range
went and which paragraphs continue which. The code is the one that publishing runs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter

from annotations.anchor import Anchor, Place
from annotations.errors import SelectorError
from annotations.reanchoring import ALGORITHM, Transition, reanchor
from annotations.selector import Position, Quote
from versions.errors import SpanError
from versions.lineage import trace_texts
from versions.text import Point, Range

_NUMBERS = 4  # first paragraph, start, last paragraph, end


def answers(
    line: Mapping[str, object], clock: Callable[[], float] = perf_counter
) -> Iterator[dict[str, object]]:
    """Yield one answer per range, then one for the pair.

    `clock` tells the seconds by which the time spent is measured; reading the line
    and writing the answers is not part of it. A range's answer is `{"id", "pieces": [[paragraph, start, end]…] or null for an
    orphan, "verdict", "score", "method", "algorithm"}`, the pair's `{"pair",
    "links": [[old, new]…], "ms": time spent}`.

    Raises:
        SelectorError: a field is missing or malformed, or a range does not exist.
    """
    old, new = _texts(line, "version_a"), _texts(line, "version_b")
    keys, places = _ranges(line, old)
    started = clock()
    lineage = trace_texts(old, new)
    starts = [int(at.paragraph) for place in places for at in (place.start, place.end)]
    transition = Transition(
        ({str(start): start for start in starts}, old),
        (list(map(str, range(len(new)))), new),
        lineage,
    )
    quote = Quote("")
    anchors = reanchor(
        transition,
        [(Anchor("kept", place, 1.0, "made", ALGORITHM), quote) for place in places],
    )
    spent_ms = (clock() - started) * 1000
    for key, anchor in zip(keys, anchors, strict=True):
        yield {
            "id": key,
            "pieces": _pieces(anchor, new),
            "verdict": anchor.verdict,
            "score": anchor.score,
            "method": anchor.method,
            "algorithm": anchor.algorithm,
        }
    yield {
        "pair": line.get("id"),
        "links": [[i, j] for i, news in enumerate(lineage.forth) for j in news],
        "ms": round(spent_ms, 3),
    }


def _texts(line: Mapping[str, object], name: str) -> list[str]:
    value = line.get(name)
    if not isinstance(value, list):
        raise SelectorError(name, "is a list of paragraphs")
    if set(map(type, value)) - {str}:
        index = next(k for k, text in enumerate(value) if type(text) is not str)
        raise SelectorError(f"{name}[{index}]", "is a string")
    return value


def _ranges(
    line: Mapping[str, object], texts: Sequence[str]
) -> tuple[list[object], list[Place]]:
    """Return the keys and the places of the ranges to carry."""
    value = line.get("ranges", [])
    if not isinstance(value, list):
        raise SelectorError("ranges", "is a list")
    keys: list[object] = []
    places: list[Place] = []
    for index, item in enumerate(value):
        field = f"ranges[{index}].range"
        numbers = item.get("range") if isinstance(item, dict) else None
        if not (
            isinstance(numbers, list)
            and len(numbers) == _NUMBERS
            and all(type(number) is int and number >= 0 for number in numbers)
        ):
            raise SelectorError(field, "is four whole numbers from 0")
        first, start, last, end = numbers
        try:
            Range(Point(first, start), Point(last, end)).spans(texts)
        except SpanError as error:
            raise SelectorError(field, str(error)) from error
        keys.append(item.get("id"))
        places.append(Place(Position(str(first), start), Position(str(last), end)))
    return keys, places


def _pieces(anchor: Anchor, texts: Sequence[str]) -> list[list[int]] | None:
    if anchor.verdict == "orphan" or anchor.place is None:
        return None
    pieces: list[list[int]] = []
    for place in anchor.pieces or (anchor.place,):
        start = Point(int(place.start.paragraph), place.start.offset)
        end = Point(int(place.end.paragraph), place.end.offset)
        pieces += (
            [index, span.start, span.end]
            for index, span in Range(start, end).spans(texts)
            if span
        )
    return pieces
