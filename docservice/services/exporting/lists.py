"""Rebuild nested lists from list items that know their level and marker."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from docservice.services.exporting.tree import Node, paragraph, plain
from docservice.services.pandoc.numbering import BULLET, Number, continuing
from versions.paragraph import Content

# With a group are meant a list item's own words, its further paragraphs, and the items
# below it.
C = TypeVar("C", bound=Content)


def list_blocks(
    items: Sequence[C], inlines: Callable[[C], list[Node]], level: int = 1
) -> list[Node]:
    """Return the blocks for consecutive list items, of which none is above `level`.

    An item without a marker continues the item before it; where there is none, it
    becomes a plain paragraph. A level that is skipped becomes an item without words.
    """
    blocks: list[Node] = []
    groups = _groups(items, level)
    while groups and _continues(groups[0], level):
        blocks += [paragraph(inlines(item)) for item in groups.pop(0)]
    while groups:
        markers = [_marker(group, level) for group in groups]
        number, length = _run(markers)
        bodies = [_body(group, inlines, level) for group in groups[:length]]
        blocks.append(_list(number, bodies))
        groups = groups[length:]
    return blocks


def _groups(items: Sequence[C], level: int) -> list[list[C]]:
    groups: list[list[C]] = []
    for item in items:
        begins = item.level <= level and (item.marker or not groups)
        if begins or not groups:
            groups.append([])
        groups[-1].append(item)
    return groups


def _continues(group: list[C], level: int) -> bool:
    return group[0].level <= level and not group[0].marker


def _marker(group: list[C], level: int) -> str:
    return group[0].marker if group[0].level <= level else BULLET


def _run(markers: Sequence[str]) -> tuple[Number | None, int]:
    """Return the numbering of the first list in `markers`, None for bullets."""
    numbered = continuing(markers)
    if numbered:
        return numbered
    length = 1
    while length < len(markers) and continuing(markers[length:]) is None:
        length += 1
    return None, length


def _body(group: list[C], inlines: Callable[[C], list[Node]], level: int) -> list[Node]:
    """Return one item's blocks: words, and lists between its further paragraphs."""
    # Without a blank line Markdown takes "i. …" for more of the words before it.
    loose = any(item.level <= level or item.marker != BULLET for item in group[1:])
    blocks: list[Node] = []
    below: list[C] = []
    for item in [*group, None]:
        if item and item.level > level:
            below.append(item)
            continue
        if below:
            blocks += list_blocks(below, inlines, level + 1)
            below = []
        if item:
            blocks.append((paragraph if loose else plain)(inlines(item)))
    return blocks


def _list(number: Number | None, bodies: list[list[Node]]) -> Node:
    if number is None:
        return {"t": "BulletList", "c": bodies}
    attributes = [number.value, {"t": number.style}, {"t": number.delimiter}]
    return {"t": "OrderedList", "c": [attributes, bodies]}
