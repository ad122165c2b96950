"""Anchors that follow characters, and what is said where the words differ."""

from annotations.anchor import Anchor, Place, Verdict
from annotations.selector import Position
from docservice.db.draft_texts import Kept, Sources
from docservice.services.assessment import is_disputed
from docservice.services.survivors import Survivors
from tests.factories import contents
from versions.paragraph import Paragraph, ParagraphId
from versions.revision import Revision

OLD = {"a": "Die Stadt baut hundert Wege.", "b": "Parks bleiben offen."}


def revision(texts: dict[str, str]) -> Revision:
    paragraphs = tuple(
        Paragraph(ParagraphId(key), content)
        for key, content in zip(texts, contents(*texts.values()), strict=True)
    )
    return Revision("r", 1, "", "", "draft", None, paragraphs)


def anchor(
    paragraph: str,
    start: int,
    end: int,
    verdict: Verdict = "kept",
    method: str = "words",
) -> Anchor:
    place = Place(Position(paragraph, start), Position(paragraph, end))
    return Anchor(verdict, place, 1.0, method, "lineage/4")


def survivors(new: dict[str, str], *kept: Kept) -> Survivors:
    return Survivors(revision(OLD), revision(new), Sources(kept=kept))


def test_what_words_and_characters_agree_on_stays_as_it_was_found() -> None:
    known = survivors({"a": "Ja: " + OLD["a"], "b": OLD["b"]}, Kept("a", 0, "a", 4, 28))
    found = anchor("a", 19, 26)
    assert known.refined(anchor("a", 15, 22), found) is found


def test_characters_that_all_survived_decide_and_a_different_place_is_in_doubt() -> (
    None
):
    new = {"a": "Wege: hundert. " + OLD["a"], "b": OLD["b"]}
    known = survivors(new, Kept("a", 0, "a", 15, 28))
    refined = known.refined(anchor("a", 15, 22), anchor("a", 6, 13))
    assert refined.place == anchor("a", 30, 37).place
    assert refined.verdict == "kept"
    assert is_disputed(refined)
    assert refined.candidates == (anchor("a", 6, 13).place,)


def test_characters_settle_what_the_words_leave_open() -> None:
    new = {"a": OLD["a"], "c": OLD["a"], "b": OLD["b"]}
    refined = survivors(new).refined(
        anchor("a", 15, 22), anchor("c", 15, 22, "ambiguous")
    )
    assert refined.place == anchor("a", 15, 22).place
    assert not is_disputed(refined)


def test_words_that_are_called_gone_although_they_stand_there_are_in_doubt() -> None:
    refined = survivors(OLD).refined(anchor("a", 15, 22), anchor("b", 0, 0, "orphan"))
    assert refined.place == anchor("a", 15, 22).place
    assert is_disputed(refined)
    assert refined.candidates == ()


def test_a_passage_torn_apart_is_left_to_the_words_if_they_are_near() -> None:
    new = {"a": "Die Stadt baut hun(!)dert Wege.", "b": OLD["b"]}
    known = survivors(new, Kept("a", 0, "a", 0, 18), Kept("a", 18, "a", 21, 10))
    near = anchor("a", 15, 25, "changed")
    assert known.refined(anchor("a", 15, 22), near) is near
    far = known.refined(anchor("a", 15, 22), anchor("b", 0, 5, "changed"))
    assert is_disputed(far)
    assert far.candidates == (anchor("a", 15, 25).place,)


def test_words_without_survivors_are_found_by_their_words_alone() -> None:
    new = {"c": OLD["a"], "b": OLD["b"]}
    moved = anchor("c", 15, 22, "moved")
    assert survivors(new).refined(anchor("a", 15, 22), moved) is moved


def test_a_passage_over_two_paragraphs_is_in_one_piece_while_they_are_neighbours() -> (
    None
):
    place = Place(Position("a", 15), Position("b", 5))
    before = Anchor("kept", place, 1.0, "words", "lineage/4")
    known = survivors(OLD)
    assert known.refined(before, before) is before
    apart = survivors({"a": OLD["a"], "c": "Neu.", "b": OLD["b"]})
    changed = Anchor("changed", place, 1.0, "words", "lineage/4")
    assert apart.refined(before, changed) is changed
