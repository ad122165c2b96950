"""Sentences of a paragraph."""

import pytest

from docservice.services.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("Ein Satz.", ["Ein Satz."]),
        ("Ein Satz. Noch einer?", ["Ein Satz.", "Noch einer?"]),
        (
            "Gem. § 4 Abs. 2 Nr. 3 gilt z. B. das. Am 1. Januar auch.",
            ["Gem. § 4 Abs. 2 Nr. 3 gilt z. B. das.", "Am 1. Januar auch."],
        ),
        ("1. Leitbild", ["1. Leitbild"]),
        ("12. 3. Am Fluss. Er steigt.", ["12. 3. Am Fluss.", "Er steigt."]),
        ("  Vorn 😀 steht nichts. Danach é. ", ["Vorn 😀 steht nichts.", "Danach é."]),
    ],
)
def test_a_paragraph_is_cut_at_its_sentence_ends(
    text: str, expected: list[str]
) -> None:
    assert [span.of(text) for span in sentences(text, "de-DE")] == expected


def test_an_unknown_language_is_cut_all_the_same() -> None:
    text = "Eins. Zwei."

    assert len(sentences(text, "tlh")) == 2
