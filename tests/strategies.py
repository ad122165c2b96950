"""Texts as people and machines might write them, for property tests."""

import unicodedata

from hypothesis import strategies as st

# Few words, so that repetition, near-duplicates and chance equalities are common.
WORDS = ["Stadt", "Städte", "die", "der", "prüft", "a", "B", "5", "§", "12.3", "und"]
ODD = [
    "😀",
    "👩‍👩‍👧",
    "a\u0310",
    "é",
    "שלום",
    "漢字",
    "\U0001d4b3",
    "🇩🇪",
    "…",
    "„",
    "“",
    "\t",
    "(",
    ")",
]

words = st.sampled_from(WORDS) | st.sampled_from(ODD)
separators = st.sampled_from([" ", " ", " ", "  ", ". ", ", ", "", "\n"])


@st.composite
def texts(draw: st.DrawFn, max_words: int = 12) -> str:
    """Return the text of a paragraph, as it is stored."""
    parts = draw(st.lists(st.tuples(words, separators), max_size=max_words))
    return unicodedata.normalize("NFC", "".join(w + s for w, s in parts))


any_text = st.text(max_size=60).map(lambda text: unicodedata.normalize("NFC", text))
documents = st.lists(texts(), max_size=8)


@st.composite
def edited(draw: st.DrawFn, document: list[str]) -> list[str]:
    """Return a later state of `document`: edited, moved, split, merged, deleted."""
    new = list(document)
    for _ in range(draw(st.integers(0, 4))):
        if not new:
            break
        at = draw(st.integers(0, len(new) - 1))
        edit = draw(
            st.sampled_from(["delete", "move", "copy", "merge", "split", "word"])
        )
        text = new.pop(at)
        cut = draw(st.integers(0, len(text)))
        if edit == "move":
            new.insert(draw(st.integers(0, len(new))), text)
        elif edit == "copy":
            new[at:at] = [text, text]
        elif edit == "merge" and at < len(new):
            new[at] = unicodedata.normalize("NFC", f"{text} {new[at]}")
        elif edit == "split":
            new[at:at] = [text[:cut], text[cut:]]
        elif edit == "word":
            word = draw(words)
            new.insert(at, unicodedata.normalize("NFC", text[:cut] + word + text[cut:]))
    return [unicodedata.normalize("NFC", text) for text in new]


@st.composite
def transitions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return two states of a document: a later one, or an unrelated one."""
    old = draw(documents)
    return old, draw(st.one_of(edited(old), documents))


@st.composite
def monotonous(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return two states of a document in which most paragraphs look alike.

    Near-duplicates, paragraphs of one word, empty ones, or one long paragraph.
    """
    kind = draw(st.sampled_from(["near", "word", "empty", "long"]))
    numbers = st.lists(st.integers(0, 9), max_size=30)
    old, new = draw(numbers), draw(numbers)
    if kind == "near":
        pattern = "Die Stadt prüft Antrag {} im Bezirk."
    elif kind == "word":
        pattern = "Wort{}"
    elif kind == "empty":
        return [""] * len(old), [""] * len(new)
    else:
        return [" ".join(map(str, old))], [" ".join(map(str, new))]
    return [pattern.format(n) for n in old], [pattern.format(n) for n in new]
