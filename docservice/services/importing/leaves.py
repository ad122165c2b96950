"""Find the paragraphs inside blocks that are read as one: footnotes and cells.

The tree's shape is Text.Pandoc.Definition of pandoc-types 1.23.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final

# One element of pandoc's JSON tree: {"t": its constructor, "c": its arguments}.
Node = dict[str, Any]

_INLINES_OF: Final[dict[str, Callable[[Any], list[list[Node]]]]] = {
    "Plain": lambda content: [content],
    "Para": lambda content: [content],
    "LineBlock": lambda content: content,
    "Header": lambda content: [content[2]],
    "CodeBlock": lambda content: [[{"t": "Str", "c": content[1]}]],
}
_BLOCKS_OF: Final[dict[str, Callable[[Any], list[list[Node]]]]] = {
    "BlockQuote": lambda content: [content],
    "Div": lambda content: [content[1]],
    "Figure": lambda content: [content[2]],
    "BulletList": lambda content: content,
    "OrderedList": lambda content: content[1],
    "DefinitionList": lambda content: [
        blocks
        for term, definitions in content
        for blocks in ([{"t": "Plain", "c": term}], *definitions)
    ],
    "Table": lambda content: [cell[4] for row in table_rows(content) for cell in row],
}


def leaves(blocks: list[Node]) -> Iterator[list[Node]]:
    """Yield the inlines of every paragraph in `blocks`, however deep it lies.

    A rule or a piece of raw HTML has no words and yields nothing.
    """
    for block in blocks:
        kind = block["t"]
        if kind in _INLINES_OF:
            yield from _INLINES_OF[kind](block["c"])
        elif kind in _BLOCKS_OF:
            yield from leaves(list(chain.from_iterable(_BLOCKS_OF[kind](block["c"]))))


def table_rows(content: list[Any]) -> list[list[Any]]:
    """Return the cells of every row of a table: head, bodies, foot."""
    _, _, _, head, bodies, foot = content
    rows = list(head[1])
    for body in bodies:
        rows += [*body[2], *body[3]]
    return [row[1] for row in [*rows, *foot[1]]]
