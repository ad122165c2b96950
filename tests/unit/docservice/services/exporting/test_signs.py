"""Signs and frames in the inline elements of a paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from docservice.services.exporting.review.signs import Rank, Signed, SignedWriter
from docservice.services.exporting.tree import Node, raw
from tests.unit.docservice.services.exporting.marked_text import marked_text
from versions.paragraph import Content, Mark
from versions.text import Span


def shown(nodes: list[Node]) -> str:
    """Return words, signs and frames; other elements as what they hold."""
    result = ""
    for node in nodes:
        match node["t"]:
            case "Str":
                result += node["c"]
            case "Space":
                result += " "
            case "LineBreak":
                result += "\n"
            case "RawInline" | "Code":
                result += node["c"][1]
            case "Note":
                result += "^"
            case "Link":
                result += shown(node["c"][1])
            case _:
                result += shown(node["c"])
    return result


def sign(word: str) -> list[Node]:
    return [raw("x", word)]


def written(content: Signed) -> str:
    return shown(SignedWriter(content, "Code").write())


def test_signs_at_one_place_keep_their_order() -> None:
    content = Signed("paragraph", "ab", marks=(Mark(1, 1, "footnote", "x"),))
    content.add(1, Rank.OPENING, sign("["))
    content.add(1, Rank.CLOSING, sign("]"))
    content.add(1, Rank.GONE, sign("-"))
    content.add(0, Rank.PARAGRAPH, sign("+"))
    assert written(content) == "+a^]-[b"


def test_code_with_signs_is_a_paragraph_of_its_style() -> None:
    content = Signed("code", "x = 1")
    assert SignedWriter(content, "Code").code_block()["t"] == "CodeBlock"
    content.add(0, Rank.OPENING, sign("["))
    block = SignedWriter(content, "Code").code_block()
    assert block["c"][0] == ["", [], [["custom-style", "Code"]]]


@given(marked_text(), st.data())
def test_every_sign_stands_once_at_its_place(
    marked: tuple[str, tuple[Mark, ...]], data: st.DataObject
) -> None:
    text, marks = marked
    marks = tuple(mark for mark in marks if mark.kind != "footnote")
    content = Signed("paragraph", text, marks=marks)
    places = data.draw(st.sets(st.integers(0, len(text)), max_size=4))
    for place in places:
        content.add(place, Rank.OPENING, sign("\x01"))
    ends = st.integers(0, len(text))
    start, end = sorted((data.draw(ends), data.draw(ends)))
    framed: list[str] = []

    def frame(nodes: list[Node]) -> list[Node]:
        framed.append(shown(nodes))
        return nodes

    content.frames.append((Span(start, end), frame))
    expected = "".join(
        ("\x01" if place in places else "") + character
        for place, character in enumerate([*text, ""])
    )
    assert written(content) == expected
    assert "".join(framed) == text[start:end]


def test_a_signed_paragraph_is_the_paragraph_it_was_made_of() -> None:
    content = Content("list_item", "a", 2, "•", (Mark(0, 1, "strong"),))
    assert Signed.of(content).sha256 == content.sha256
