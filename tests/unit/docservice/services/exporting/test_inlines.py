"""The nesting of marks that overlap, read as HTML-like brackets."""

from hypothesis import given

from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.tree import Node
from docservice.services.importing.findings import Findings
from docservice.services.importing.inlines import InlineReader
from docservice.services.importing.text_builder import TextBuilder
from tests.unit.docservice.services.exporting.marked_text import marked_text
from versions.paragraph import Mark


def shown(nodes: list[Node]) -> str:
    """Return the tree as words with its elements in brackets."""
    result = ""
    for node in nodes:
        match node["t"]:
            case "Str":
                result += node["c"]
            case "Space":
                result += " "
            case "Code":
                result += f"`{node['c'][1]}`"
            case "Note":
                result += "^"
            case "Link":
                result += f"Link({shown(node['c'][1])})"
            case name:
                result += f"{name}({shown(node['c'])})"
    return result


def test_of_marks_that_begin_together_the_longest_is_outside() -> None:
    marks = [Mark(0, 3, "emphasis"), Mark(0, 5, "strong")]
    assert shown(InlineWriter("abcde", marks).write()) == "Strong(Emph(abc)de)"


def test_a_mark_that_sticks_out_is_continued_behind() -> None:
    marks = [Mark(0, 3, "strong"), Mark(2, 5, "emphasis")]
    assert shown(InlineWriter("abcde", marks).write()) == "Strong(abEmph(c))Emph(de)"


def test_code_is_innermost() -> None:
    marks = [Mark(0, 5, "code"), Mark(1, 3, "strong")]
    assert shown(InlineWriter("abcde", marks).write()) == "`a`Strong(`bc`)`de`"


def test_a_footnote_at_the_end_of_a_mark_stands_outside() -> None:
    marks = [Mark(0, 3, "strong"), Mark(3, 3, "footnote", "x")]
    assert shown(InlineWriter("abc", marks).write()) == "Strong(abc)^"


@given(marked_text())
def test_reading_what_was_written_gives_the_same_marks(
    marked: tuple[str, tuple[Mark, ...]],
) -> None:
    text, marks = marked
    builder = TextBuilder(line_breaks=True)
    nodes = InlineWriter(text, marks).write()
    InlineReader(Findings(), max_depth=20).read(nodes, builder)
    assert builder.finish() == (text, marks)
