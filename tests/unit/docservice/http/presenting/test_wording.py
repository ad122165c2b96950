import pytest

from docservice.http.presenting.wording import plain


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ein Satz.\n\nNoch  einer.", "Ein Satz. Noch einer."),
        ("**Wichtig:** _bald_ und `jetzt`", "Wichtig: bald und jetzt"),
        ("- Bänke\n- Bäume & Büsche", "Bänke Bäume & Büsche"),
        ("1. Erstens\n2. Zweitens", "Erstens Zweitens"),
        ("[Der Plan](https://example.org/plan)", "Der Plan"),
        ("> zitiert", "zitiert"),
        ("<b>3 < 4</b>", "<b>3 < 4</b>"),
        ("Preis 5-10 Euro, am 3. Mai", "Preis 5-10 Euro, am 3. Mai"),
    ],
)
def test_the_words_of_a_remark_come_without_its_marks(
    source: str, expected: str
) -> None:
    assert plain(source) == expected
