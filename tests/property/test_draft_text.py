"""A text that goes into the live draft comes out the same, and edits touch only what differs."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, XmlFragment, XmlText

from docservice.realtime.blocks import keeping, needing_ids, paragraphs_of, same
from docservice.realtime.ydoc import blocks, rewritten, seed
from tests import strategies
from versions.paragraph import KINDS, Content, Mark, Paragraph, ParagraphId


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Return a paragraph with words and any marks."""
    kind = draw(st.sampled_from(KINDS))
    text = draw(strategies.texts(8).filter(lambda t: bool(t.strip())))
    marks = []
    for _ in range(draw(st.integers(0, 4))):
        a, b = sorted(
            (draw(st.integers(0, len(text))), draw(st.integers(0, len(text))))
        )
        name = draw(st.sampled_from(["strong", "emphasis", "link", "footnote"]))
        if name == "footnote":
            marks.append(Mark(a, a, "footnote", draw(strategies.words)))
        elif a < b:
            value = "https://example.org/" if name == "link" else ""
            marks.append(Mark(a, b, name, value))  # type: ignore[arg-type]
    level = {"heading": 2, "list_item": 1, "quote": 1}.get(kind, 0)
    marker = "•" if kind == "list_item" else ""
    return Content(kind, text, level, marker, tuple(sorted(marks)))


@st.composite
def texts(draw: st.DrawFn) -> tuple[Paragraph, ...]:
    """Return paragraphs under ids of their own, in any order."""
    ids = draw(st.permutations([f"p{n}" for n in range(6)]))
    found = draw(st.lists(contents(), min_size=1, max_size=6))
    return tuple(Paragraph(ParagraphId(i), c) for i, c in zip(ids, found, strict=False))


def agree(found: tuple[Paragraph, ...], wanted: tuple[Paragraph, ...]) -> bool:
    return [p.id for p in found] == [p.id for p in wanted] and all(
        same(a.content, b.content) for a, b in zip(found, wanted, strict=True)
    )


@given(texts())
def test_a_text_that_was_seeded_is_read_as_it_was(text: tuple[Paragraph, ...]) -> None:
    read = paragraphs_of(blocks(seed(text)))
    assert agree(read, text)
    assert keeping(text, read) == text
    assert not list(needing_ids(blocks(seed(text))))


@given(texts(), texts(), st.data())
def test_a_rewritten_draft_says_what_was_wanted(
    old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], data: st.DataObject
) -> None:
    # Often the same paragraphs with other words, as an edit in the form leaves them.
    if data.draw(st.booleans()):
        new = tuple(Paragraph(a.id, b.content) for a, b in zip(old, new, strict=False))
    state = seed(old)
    doc: Doc[XmlFragment] = Doc()
    doc.apply_update(state)
    doc.apply_update(rewritten(state, new))
    read = paragraphs_of(blocks(doc.get_update()))
    assert agree(read, new), (read, new)
    assert rewritten(doc.get_update(), new) == b"\x00\x00"


@given(strategies.texts(), strategies.texts(), strategies.words)
def test_a_rewrite_merges_with_what_is_typed_meanwhile(
    before: str, after: str, typed: str
) -> None:
    word = unicodedata.normalize("NFC", typed)
    pid = ParagraphId("p1")
    old = (Paragraph(pid, Content("paragraph", f"{before} Ende")),)
    new = (Paragraph(pid, Content("paragraph", f"{after} Ende")),)
    state = seed(old)
    doc: Doc[XmlFragment] = Doc()
    doc.apply_update(state)
    block = doc.get("text", type=XmlFragment).children[0]
    node = block.children[0]  # type: ignore[union-attr]
    assert isinstance(node, XmlText)
    node.insert(len(node), f" {word}")
    doc.apply_update(rewritten(state, new))
    (read,) = paragraphs_of(blocks(doc.get_update()))
    assert read.text == unicodedata.normalize("NFC", f"{after} Ende {word}")
