import pytest

from tests.builders import contents, strong
from versions.diff import Change, apply, diff, format_changes
from versions.text import Span


def shown(old: str, new: str) -> str:
    """Return the new wording with what was struck in [-…-] and added in [+…+]."""
    parts, at = [], 0
    for change in diff(old, new):
        parts.append(old[at : change.old.start])
        if change.old:
            parts.append(f"[-{change.old.of(old)}-]")
        if change.new:
            parts.append(f"[+{change.new.of(new)}+]")
        at = change.old.end
    return "".join([*parts, old[at:]])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("same", "same", "same"),
        ("", "new words", "[+new words+]"),
        ("old words", "", "[-old words-]"),
        ("the quick fox", "the slow fox", "the [-quick-][+slow+] fox"),
        ("Bürgerin", "Bürger", "[-Bürgerin-][+Bürger+]"),
        ("we see the sea", "we hear the lake", "we [-see the sea-][+hear the lake+]"),
        (
            "Die Stadt prüft.",
            "Die Stadt prüft. Sie berichtet jährlich.",
            "Die Stadt prüft.[+ Sie berichtet jährlich.+]",
        ),
        ("a  b", "a b", "a[-  -][+ +]b"),
        ("nach § 5 Abs. 2", "nach § 6 Abs. 2", "nach § [-5-][+6+] Abs. 2"),
        ("e\u0301a b", "\u00e9a b", "[-e\u0301a-][+\u00e9a+] b"),
    ],
)
def test_changes_are_whole_words_and_short_islands_are_joined(
    old: str, new: str, expected: str
) -> None:
    assert shown(old, new) == expected


def test_far_changes_stay_apart() -> None:
    old = "Die Verwaltung prüft alle Vorschläge und antwortet den Menschen öffentlich."
    new = "Der Senat prüft alle Vorschläge und antwortet den Menschen schriftlich."
    assert len(diff(old, new)) == 2


def test_applying_the_changes_gives_the_new_text() -> None:
    old, new = "eins zwei drei vier", "null zwei und vier Ende"
    assert apply(old, new, diff(old, new)) == new


def test_changes_name_spans_of_both_texts() -> None:
    assert diff("a b", "a c") == (Change(Span(2, 3), Span(2, 3)),)


def test_other_marks_on_the_same_text_are_a_change_of_format() -> None:
    assert format_changes(strong("one two", (0, 3)), strong("one two", (0, 7))) == (
        Span(0, 7),
    )
    assert format_changes(strong("one two", (0, 3)), strong("one two", (4, 7))) == (
        Span(0, 3),
        Span(4, 7),
    )
    assert format_changes(strong("one", (0, 3)), strong("one", (0, 3))) == ()


def test_other_words_are_no_change_of_format() -> None:
    old, new = contents("one", "two")
    assert format_changes(old, new) == ()
