import pytest

from versions.errors import TextError
from versions.paragraph import Content, Kind, Mark, Paragraph, ParagraphId
from versions.text import Span


def test_everything_that_a_reader_sees_is_in_the_digest() -> None:
    base = Content("paragraph", "text")
    others = [
        Content("quote", "text"),
        Content("paragraph", "Text"),
        Content("paragraph", "text", level=1),
        Content("paragraph", "text", marker="1."),
        Content("paragraph", "text", marks=(Mark(0, 4, "strong"),)),
    ]
    assert len({content.sha256 for content in [base, *others]}) == 6
    assert Content("paragraph", "text").sha256 == base.sha256


@pytest.mark.parametrize(
    ("kind", "text", "marks"),
    [
        ("chapter", "text", ()),
        ("paragraph", "e\u0301", ()),
        ("paragraph", "text", (Mark(2, 9, "strong"),)),
        ("paragraph", "text", (Mark(3, 2, "strong"),)),
    ],
)
def test_content_that_breaks_a_rule_is_refused(
    kind: Kind, text: str, marks: tuple[Mark, ...]
) -> None:
    with pytest.raises(TextError) as caught:
        Content(kind, text, marks=marks)
    assert str(caught.value).endswith(repr(caught.value.datum))


def test_a_paragraph_shows_the_text_of_its_content() -> None:
    paragraph = Paragraph(ParagraphId("p"), Content("paragraph", "text"))
    assert paragraph.text == "text"
    assert paragraph.content.span() == Span(0, 4)
