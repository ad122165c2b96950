import pytest

from tests.builders import contents, lineage_of
from versions.comparison import compare
from versions.origin import rows_by_new, unchanged
from versions.text import Span

ONE = "Die Stadt veröffentlicht ihre Daten."
TWO = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung vor."
NEW = "Menschen mit Behinderungen prüfen jedes neue Angebot. 👩‍👩‍👧"


def words_before(old: list[str], new: list[str], words: str) -> str | None:
    """Return the old words that `words` of the new text were, None if some are new."""
    index = next(k for k, text in enumerate(new) if words in text)
    start = new[index].index(words)
    rows = compare(contents(*old), contents(*new), lineage_of(old, new))
    found = unchanged(Span(start, start + len(words)), index, rows_by_new(rows))
    return None if found is None else found[1].of(old[found[0]])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([ONE, TWO], [ONE, TWO]),
        ([ONE, TWO], [NEW, ONE, TWO]),
        ([ONE, TWO], [TWO, ONE]),
        ([f"{ONE} {TWO}"], [f"{NEW} {ONE} {TWO}"]),
        ([f"{NEW} {ONE} {TWO}"], [f"{ONE} {TWO}"]),
        ([f"{ONE} {TWO}"], [ONE, TWO]),
        ([ONE, TWO], [f"{ONE} {TWO}"]),
        ([f"{ONE} {TWO}"], [f"{ONE} {TWO.replace('Jahr', 'Quartal')}"]),
    ],
    ids=[
        "nothing changed",
        "a paragraph came before",
        "moved",
        "a sentence came before",
        "a sentence before it went",
        "split",
        "merged",
        "the sentence after it changed",
    ],
)
def test_what_stands_in_the_same_words_is_found_again(
    old: list[str], new: list[str]
) -> None:
    assert words_before(old, new, ONE) == ONE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([ONE], [ONE, NEW]),
        ([TWO, NEW.replace("jedes", "kein")], [TWO, NEW]),
        ([TWO, NEW.replace("prüfen", "prüfen selbst")], [TWO, NEW]),
        ([f"{TWO} {NEW[:20]}", NEW[21:]], [f"{TWO} {NEW}"]),
    ],
    ids=["inserted", "a word replaced", "a word taken out", "put together from two"],
)
def test_what_has_a_word_of_the_new_text_is_not(old: list[str], new: list[str]) -> None:
    assert words_before(old, new, NEW) is None


def test_what_was_taken_away_at_the_edge_changes_none_of_the_words() -> None:
    old = [f"{ONE} {TWO} {NEW}"]

    assert words_before(old, [f"{ONE} {NEW}"], ONE) == ONE
    assert words_before(old, [f"{ONE} {NEW}"], NEW) == NEW
