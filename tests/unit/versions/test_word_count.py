"""Words that both sides of a change share were not changed."""

import pytest

from versions.word_count import changed_words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", 0),
        ("", "zwei Worte", 2),
        ("alte", "neue", 2),
        ("the sea we see", "hear the sea", 3),
        ("gut, und schnell", "gut – und sehr schnell", 1),
        ("E-Mail", "E-Mails", 2),
        ("eins zwei", "zwei eins", 2),
    ],
)
def test_what_both_sides_share_does_not_count(
    old: str, new: str, expected: int
) -> None:
    assert changed_words(old, new) == expected
