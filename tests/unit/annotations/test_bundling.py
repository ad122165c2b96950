"""Which comments say the same: by their words, and by where they stand."""

import pytest

from annotations.bundling import Group, Likeness, Said, group_alike
from versions.text import Point, Range

CAMPAIGN = (
    "Wir fordern einen sicheren Radweg auf der ganzen Hauptstraße, und zwar jetzt."
)


def _at(paragraph: int, start: int = 0, end: int = 20) -> Range:
    return Range(Point(paragraph, start), Point(paragraph, end))


def _groups(*remarks: Said) -> list[list[str]]:
    return [
        [each.first, *(other.id for other in each.others)]
        for each in group_alike(remarks)
    ]


def test_copies_of_a_campaign_are_one_group_wherever_they_stand() -> None:
    assert _groups(
        Said("a", CAMPAIGN, _at(0)),
        Said("b", "Etwas ganz anderes über Busse, Bahnen und deren Fahrpläne.", _at(0)),
        Said("c", CAMPAIGN.replace("jetzt", "sofort"), _at(7)),
        Said("d", CAMPAIGN, None),
    ) == [["a", "d", "c"]]


def test_a_group_says_how_alike_and_whether_in_the_same_place() -> None:
    found = group_alike(
        [
            Said("a", "Mehr Bänke im Park", _at(3, 0, 10)),
            Said("b", "Bitte mehr Bänke im Park", _at(3, 5, 15)),
        ]
    )
    assert found == [Group("a", (Likeness("b", 8 / 9, overlaps=True),))]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("beside it", _at(3, 10, 15)),
        ("in another paragraph", _at(4)),
        ("nowhere any more", None),
    ],
)
def test_few_words_say_something_else_elsewhere(name: str, place: Range | None) -> None:
    short = Said("a", "Warum?", _at(3, 0, 10))
    assert _groups(short, Said(name, "Warum?", place)) == []
    assert _groups(Said("gone", "Warum?", None), Said(name, "Warum?", place)) == []


def test_on_the_same_passage_half_of_the_words_are_enough() -> None:
    first = Said("a", "Bitte genauer sagen, wer das alles am Ende bezahlt", _at(1))
    assert _groups(first, Said("b", "Wer das bezahlt, bitte sagen", _at(1))) == [
        ["a", "b"]
    ]
    assert _groups(first, Said("b", "Wer das bezahlt, bitte sagen", _at(2))) == []


def test_a_passage_of_several_paragraphs_overlaps_each_of_them() -> None:
    long = Said("a", "Das ist zu lang", Range(Point(2, 4), Point(9, 3)))
    assert _groups(long, Said("b", "Das ist zu lang", _at(5))) == [["a", "b"]]


def test_much_longer_words_are_another_comment() -> None:
    text, more = "Bitte mehr Bänke", " und" * 7
    assert (
        _groups(
            Said("a", text, _at(0)),
            Said("b", text + more + " und" * 2, _at(0)),
            Said("c", more, _at(1)),
        )
        == []
    )


def test_the_most_alike_first_comment_gets_it() -> None:
    words = [
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
    ]
    one, other = " ".join(words), " ".join([*words[:6], "k", "l", "m", "n"])
    between = " ".join([*words[:9], "k"])
    assert _groups(Said("a", other, None), Said("b", one, None)) == []
    assert _groups(
        Said("a", other, None), Said("b", one, None), Said("c", between, None)
    ) == [["b", "c"]]


def test_what_a_person_kept_apart_is_not_proposed_again() -> None:
    remarks = [Said("a", CAMPAIGN, None), Said("b", CAMPAIGN, None)]
    assert group_alike(remarks, {("a", "b")}) == []


def test_comments_without_words_are_like_none() -> None:
    assert _groups(Said("a", "…", _at(0)), Said("b", "…", _at(0))) == []
