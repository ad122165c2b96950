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
MARKERS = ("•", "•", "1.", "2.", "3)", "a)", "b)", "iv.", "(1)", "C)", "x.")
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
    """Draw a text and tidy marks on it; link and code are crossed by no other mark.

    CommonMark reads a bare address before it looks for delimiters, so a delimiter
    right behind a link's address may become a part of it; and it takes the spaces
    from the edges of code, so code that is cut by another mark may lose one.
    """
    lines = draw(st.lists(one_line, min_size=1, max_size=2 if line_breaks else 1))
    text = "\n".join(lines)
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(sorted)
    marks = [
        Mark(start, end, draw(st.sampled_from(WRAPPING)))
        for start, end in draw(st.lists(spans, max_size=3))
    ]
    for code in [mark for mark in marks if mark.kind == "code"][:1]:
        marks = [
            mark
            for mark in marks
            if mark is code or mark.end <= code.start or code.end <= mark.start
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


@st.composite
def lists(draw: st.DrawFn) -> list[Content]:
    """Draw neighbouring list items, in any order of markers."""
    items: list[Content] = []
    level = 0
    for _ in range(draw(st.integers(1, 6))):
        level = draw(st.integers(1, level + 1))
        text, marks = draw(marked_text())
        continues = [""] if items and level <= items[-1].level else []
        marker = draw(st.sampled_from([*MARKERS, *continues]))
        items.append(Content("list_item", text, level, marker, marks))
    return items


@st.composite
def tables(draw: st.DrawFn) -> list[Content]:
    """Draw a table with words in its first row, which may be a header.

    Code with a bar in it comes back as plain words, see `docs/import-and-export.md`.
    """
    width = draw(st.integers(1, 3))
    cells = st.one_of(marked_text(line_breaks=False), st.just(("", ())))
    text, marks = draw(marked_text(line_breaks=False))
    for place in range(1, width * draw(st.integers(1, 4))):
        text += "\t" if place % width else "\n"
        cell, cell_marks = draw(cells)
        for mark in cell_marks:
            start, end = mark.start + len(text), mark.end + len(text)
            marks += (Mark(start, end, mark.kind, mark.value),)
        text += cell
    kept = [m for m in marks if m.kind != "code" or "|" not in text[m.start : m.end]]
    level = draw(st.integers(0, 1))
    return [Content("table", text, level, "", tidy_marks(text, kept))]


def documents() -> st.SearchStrategy[tuple[Content, ...]]:
    """Draw contents of all kinds but code, whose words are never read."""
    single = st.lists(contents(), min_size=1, max_size=4)
    pieces = st.lists(st.one_of(single, tables()), max_size=4)
    return st.builds(
        lambda before, items, after: tuple(
            content for piece in (*before, items, *after) for content in piece
        ),
        pieces,
        lists(),
        pieces,
    )
