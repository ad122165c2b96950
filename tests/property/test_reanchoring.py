import unicodedata
from dataclasses import replace
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchor import Anchor, Place
from annotations.quote import Ambiguous, Found, locate
from annotations.reanchor_lines import answers
from annotations.reanchoring import reanchor
from annotations.selector import Position, Quote, quote_of
from tests.builders import anchored, transition_of
from tests.strategies import ODD, documents, monotonous, transitions
from versions.text import Point, Range


def whole_paragraphs(texts: list[str]) -> list[tuple[Anchor, Quote]]:
    """Return a remark on each paragraph that holds words."""
    ranges = [
        Range(Point(index, 0), Point(index, len(text)))
        for index, text in enumerate(texts)
        if text.strip()
    ]
    return [(anchored(range_), quote_of(texts, range_)) for range_ in ranges]


@given(transitions(), st.randoms(use_true_random=False))
def test_the_order_of_annotations_does_not_matter(
    pair: tuple[list[str], list[str]], random: Random
) -> None:
    old, new = pair
    items = whole_paragraphs(old)
    shuffled = random.sample(range(len(items)), len(items))
    anchors = reanchor(transition_of(old, new), items)
    again = reanchor(transition_of(old, new), [items[k] for k in shuffled])
    assert [anchors[k] for k in shuffled] == again


@given(transitions() | monotonous())
def test_every_anchor_lies_in_the_new_revision(
    pair: tuple[list[str], list[str]],
) -> None:
    old, new = pair
    lengths = {f"q{index}": len(text) for index, text in enumerate(new)}
    for anchor in reanchor(transition_of(old, new), whole_paragraphs(old)):
        assert (anchor.place is None) <= (anchor.verdict == "orphan" and not new)
        places = [anchor.place, *anchor.pieces, *anchor.candidates]
        for place in places:
            if place is not None:
                assert 0 <= place.start.offset <= lengths[place.start.paragraph]
                assert 0 <= place.end.offset <= lengths[place.end.paragraph]
        if anchor.verdict == "kept":
            assert anchor.old == anchor.new == ""


@given(transitions() | monotonous(), documents)
def test_anchors_can_be_carried_on(
    pair: tuple[list[str], list[str]], third: list[str]
) -> None:
    old, new = pair
    items = whole_paragraphs(old)
    anchors = reanchor(transition_of(old, new), items)
    named = [
        (_as_old(anchor), quote)
        for anchor, (_, quote) in zip(anchors, items, strict=True)
    ]
    assert len(reanchor(transition_of(new, third), named)) == len(items)


def _as_old(anchor: Anchor) -> Anchor:
    """Return the anchor with the ids that its revision has as an old one."""

    def renamed(place: Place) -> Place:
        start, end = place.start, place.end
        return Place(
            Position("p" + start.paragraph[1:], start.offset),
            Position("p" + end.paragraph[1:], end.offset),
        )

    return replace(
        anchor,
        place=anchor.place and renamed(anchor.place),
        pieces=tuple(map(renamed, anchor.pieces)),
        candidates=tuple(map(renamed, anchor.candidates)),
    )


@given(documents.filter(lambda d: any(t.strip() for t in d)))
def test_a_quote_with_its_context_is_found_where_it_was_made(texts: list[str]) -> None:
    for anchor, quote in whole_paragraphs(texts):
        found = locate(texts, quote)
        assert isinstance(found, Found | Ambiguous)
        best = found if isinstance(found, Found) else found.candidates[0]
        assert best.score > 0.7
        assert anchor.place is not None


def pieces_of(answer: dict[str, object]) -> list[list[int]]:
    """Return the pieces of an answer, which must have some."""
    pieces = answer["pieces"]
    assert isinstance(pieces, list)
    return pieces


def long_paragraph(words: int = 26_000) -> str:
    """Return a text of more than 200,000 characters in which no word stands once."""
    random = Random(1)  # noqa: S311 - the same text in every run
    return " ".join(f"Wort{random.randrange(977)}" for _ in range(words))


HUGE = long_paragraph()
HALF = HUGE.index(" ", len(HUGE) // 2)


def test_a_remark_in_a_paragraph_of_200_000_characters_is_followed() -> None:
    new = f"Neu. {HUGE[:1000]} neu {HUGE[1000:HALF]} {HUGE[HALF + 900 :]}"
    start, end = HALF - 500, HALF - 400
    line = {
        "version_a": [HUGE],
        "version_b": [new],
        "ranges": [{"id": 0, "range": [0, start, 0, end]}],
    }
    first, _ = answers(line)
    ((paragraph, found, last),) = pieces_of(first)
    assert new[found:last] == HUGE[start:end].strip()
    assert paragraph == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["Die Stadt prüft Antrag 1."] * 40, ["Die Stadt prüft Antrag 1."] * 37),
        (
            [f"Die Stadt prüft Antrag {k}." for k in range(60)],
            [f"Die Stadt prüft Antrag {k}." for k in range(60, 0, -1)],
        ),
        (list("abcdefghij"), list("jabcxdefgh")),
        ([HUGE], [HUGE.replace("Wort500 ", "")]),
        ([HUGE], [HUGE[::-1]]),
        ([HUGE], [HUGE[:HALF], HUGE[HALF:]]),
        ([HUGE[:HALF], HUGE[HALF:]], [HUGE]),
        (["ab" * 100_000], ["ba" * 100_000]),
        (["gleich"] * 600, ["gleich"] * 500),
        ([""] * 600, [""] * 500),
        (["", "", ""], ["", ""]),
        ([""], []),
        (["…", "§"], ["§", "…"]),
        (["e\u0301 a\u0310"], ["\u00e9 a\u0310"]),
    ],
)
def test_odd_documents_are_answered_whole(old: list[str], new: list[str]) -> None:
    line = {
        "id": "odd",
        "version_a": old,
        "version_b": new,
        "ranges": [
            {"id": index, "range": [index, 0, index, len(text)]}
            for index, text in enumerate(old)
        ],
    }
    *ranges, pair = answers(line)
    assert [answer["id"] for answer in ranges] == list(range(len(old)))
    assert pair["pair"] == "odd"


def test_composed_and_decomposed_text_map_alike() -> None:
    old, new = "Große Städte prüfen", "Alle Große Städte prüfen"
    for form in ("NFC", "NFD"):
        a, b = (unicodedata.normalize(form, text) for text in (old, new))
        word = unicodedata.normalize(form, "Städte")
        start = a.index(word)
        line = {
            "id": form,
            "version_a": [a],
            "version_b": [b],
            "ranges": [{"id": 0, "range": [0, start, 0, start + len(word)]}],
        }
        first, _ = answers(line)
        at = b.index(word)
        assert first["pieces"] == [[0, at, at + len(word)]]


FORMS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]
PLANES = ["\u00e9", "\u4f60", "\U0001d4b3", "\U00020bb7", "\U000e0041", "\U0010fffd"]


@given(
    st.sampled_from([*ODD, *PLANES]),
    st.sampled_from(FORMS),
    st.sampled_from(["eins", "zwei", "drei", "vier"]),
)
def test_signs_of_every_plane_and_direction_are_followed_whole(
    sign: str, form: Literal["NFC", "NFD"], gone: str
) -> None:
    sign = unicodedata.normalize(form, sign.strip() or "Tabulator")
    old = f"Wir prüfen eins zwei {sign} drei vier wie bisher"
    new = f"Nun gilt: {old.replace(gone, 'anderes')} und mehr"
    start = old.index(sign)
    line = {
        "version_a": ["Kopf bleibt", old, "Fuß bleibt"],
        "version_b": ["Kopf bleibt", new, "Fuß bleibt"],
        "ranges": [{"id": 0, "range": [1, start, 1, start + len(sign)]}],
    }
    first, _ = answers(line)
    ((paragraph, found, end),) = pieces_of(first)
    assert (paragraph, new[found:end]) == (1, sign)
