import pytest

from versions.comparison import Hunk
from versions.incorporation import Extent, touched, uptake
from versions.text import Point, Range, Span


def hunk(paragraph: int, start: int, end: int) -> Hunk:
    return Hunk("changed", (paragraph, Span(start, end)), None, "", "")


@pytest.mark.parametrize(
    ("change", "touches"),
    [
        (hunk(0, 4, 9), True),
        (hunk(0, 0, 4), False),
        (hunk(0, 0, 5), True),
        (hunk(0, 9, 12), False),
        (hunk(0, 4, 4), True),
        (hunk(0, 9, 9), True),
        (hunk(0, 10, 10), False),
        (hunk(1, 4, 9), False),
        (Hunk("changed", None, (0, Span(4, 9)), "", "new"), False),
    ],
)
def test_a_change_of_the_words_or_at_their_edge_touches_a_range(
    change: Hunk, touches: bool
) -> None:
    range_ = Range(Point(0, 4), Point(0, 9))
    assert touched([change], range_) == ((0,) if touches else ())


def test_a_range_across_paragraphs_is_touched_between_its_ends() -> None:
    changes = [hunk(0, 0, 2), hunk(1, 0, 2), hunk(2, 5, 6), hunk(3, 0, 1)]
    assert touched(changes, Range(Point(0, 1), Point(2, 3))) == (0, 1)


QUOTE = "Die Stadt prüft."


@pytest.mark.parametrize(
    ("quote", "proposal", "became", "extent"),
    [
        (
            QUOTE,
            "Die Stadt prüft jährlich.",
            "Die Stadt  prüft jährlich. Bald.",
            "literal",
        ),
        (
            QUOTE,
            "Die Stadt prüft jährlich die Ergebnisse.",
            "Die Stadt prüft die Ergebnisse.",
            "in_part",
        ),
        (
            QUOTE,
            "Die Stadt prüft und veröffentlicht Ergebnisse.",
            "Ihr Ergebnis ist die Veröffentlichung.",
            "in_substance",
        ),
        (QUOTE, "Die Stadt prüft alle zwei Jahre.", "Die Stadt prüft.", "none"),
        ("Wir prüfen nicht.", "Wir prüfen.", "Wir prüfen.", "literal"),
        ("Wir prüfen das nicht.", "Wir prüfen das.", "Wir prüfen alles.", "in_part"),
        ("Wir prüfen nicht.", "Wir prüfen.", "Wir prüfen nicht mehr.", "none"),
        (QUOTE, QUOTE, QUOTE, "none"),
        (QUOTE, "Die Stadt prüft es ja.", "Nein.", "none"),
    ],
)
def test_how_far_a_proposal_was_taken(
    quote: str, proposal: str, became: str, extent: Extent
) -> None:
    assert uptake(quote, proposal, became).extent == extent


def test_the_longest_common_run_is_the_first_evidence() -> None:
    found = uptake(
        QUOTE,
        "Die Stadt prüft jährlich und legt dem Parlament einen Bericht vor.",
        "Sie prüft jährlich und legt dem Rat einen Bericht vor.",
    )
    assert found.evidence[0] == "jährlich und legt dem"
    assert 0.5 <= found.share < 1


def test_words_that_stood_there_before_are_no_uptake() -> None:
    assert uptake(QUOTE, "Die Stadt prüft sofort.", "Die Stadt prüft.").share == 0
