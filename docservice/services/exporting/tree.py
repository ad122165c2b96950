"""Elements of pandoc's JSON tree (Text.Pandoc.Definition, pandoc-types 1.23)."""

from typing import Any, Final

Node = dict[str, Any]

API_VERSION: Final = (1, 23, 1, 1)
SPACE: Final[Node] = {"t": "Space"}
LINE_BREAK: Final[Node] = {"t": "LineBreak"}
NO_ATTRIBUTES: Final = ["", [], []]


def string(text: str) -> Node:
    """Return words without a space in them."""
    return {"t": "Str", "c": text}


def words(text: str) -> list[Node]:
    """Return `text` with its spaces and line feeds as elements."""
    nodes: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            nodes.append(LINE_BREAK)
        for place, word in enumerate(line.split(" ")):
            if place:
                nodes.append(SPACE)
            if word:
                nodes.append(string(word))
    return nodes


def raw(file_format: str, source: str) -> Node:
    """Return an inline element in the words of one format only."""
    return {"t": "RawInline", "c": [file_format, source]}


def span(kind: str, attributes: dict[str, str], inlines: list[Node]) -> Node:
    """Return inlines of a class that a writer knows."""
    return {"t": "Span", "c": [["", [kind], [*attributes.items()]], inlines]}


def paragraph(inlines: list[Node]) -> Node:
    """Return a paragraph of its own."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Return words in a list item or cell, without the distance of a paragraph."""
    return {"t": "Plain", "c": inlines}


def meta_text(text: str) -> Node:
    """Return a metadata value of plain words."""
    return {"t": "MetaInlines", "c": words(text)}


def document(blocks: list[Node], title: str | None, lang: str) -> Node:
    """Return a whole tree; `lang` is a BCP 47 tag."""
    meta: Node = {"lang": meta_text(lang)}
    if title:
        meta["title"] = meta_text(title)
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
