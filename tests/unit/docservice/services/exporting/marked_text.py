"""Strategies for paragraphs whose words are hard on Markdown."""

from hypothesis import strategies as st

from docservice.services.pandoc.marks import tidy_marks
from versions.paragraph import Content, Kind, Mark, MarkKind

WORDS = (
    *("Stadt", "„offen“", "§ 3", "(1)", "1.", "a)", "dd)", "z. B.", "i. d. R."),
    *("-", "+", "*", "#", "---", "===", "=", ":", "::", "a:", ">", "|", "!", "%"),
    *("&amp;", "&", "&#8203;", "<b>", "a_b", "_x_", "`", "``", "```", "~", "~~~"),
    *("$5", "x^2", "H~2", "^", "{.x}", "[x]", "[ ]", "[^1]", "[a](b)", "\\", "@foo"),
    *("https://a.de/x?y=1&z=2", "www.a.de", "a@b.de", "...", "--", "'q'", '"q"'),
    *("é", "😀", "👩‍👩‍👧", "שלום", "½", "–", "cd.", "(ef)", "A.", "I."),
)
WRAPPING: tuple[MarkKind, ...] = (
    *("strong", "emphasis", "code", "strike", "superscript", "subscript"),
)
ADDRESSES = ("https://a.de/(x)", "mailto:a@b.de", "http://x.y/?a=b&c=d_e_")

one_line = st.builds(
    str.join,
    st.sampled_from((" ", "")),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
)


@st.composite
def marked_text(
    draw: st.DrawFn, line_breaks: bool = True
) -> tuple[str, tuple[Mark, ...]]:
    """Draw a text and tidy marks on it; a link is crossed by no other mark.

    CommonMark reads a bare address before it looks for delimiters, so a delimiter
    right behind a link's address may become a part of it.
    """
    lines = draw(st.lists(one_line, min_size=1, max_size=2 if line_breaks else 1))
    text = "\n".join(lines)
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(sorted)
    marks = [
        Mark(start, end, draw(st.sampled_from(WRAPPING)))
        for start, end in draw(st.lists(spans, max_size=3))
    ]
    for start, end in draw(st.lists(spans, max_size=1)):
        marks = [mark for mark in marks if mark.end <= start or end <= mark.start]
        marks.append(Mark(start, end, "link", draw(st.sampled_from(ADDRESSES))))
    for offset in draw(st.lists(offsets, max_size=1)):
        marks.append(Mark(offset, offset, "footnote", draw(one_line)))
    return text, tidy_marks(text, marks)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Draw a heading, a paragraph or a quote."""
    kinds: tuple[Kind, ...] = ("heading", "paragraph", "quote")
    kind = draw(st.sampled_from(kinds))
    text, marks = draw(marked_text(line_breaks=kind != "heading"))
    level = draw(st.integers(1, 6)) if kind == "heading" else int(kind == "quote")
    return Content(kind, text, level, "", marks)
