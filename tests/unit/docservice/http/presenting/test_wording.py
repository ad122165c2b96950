import pytest

from docservice.http.presenting.wording import excerpt, pieces, plain, shortened


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


LONG = "Die Stadt baut neue Wege für alle, die zu Fuß und mit dem Rad kommen. " * 6


def test_an_excerpt_shows_a_change_far_from_both_ends() -> None:
    row = pieces(f"{LONG}Bis 2030. {LONG}", f"{LONG}Bis 2035. {LONG}")

    shown = [(each.kind, each.text) for each in excerpt(row, around=20, most=100)]

    assert shown == [
        ("equal", "… Rad kommen. Bis "),
        ("old", "2030"),
        ("new", "2035"),
        ("equal", ". Die Stadt baut …"),
    ]


def test_an_excerpt_keeps_what_is_short_and_drops_what_is_far() -> None:
    old = f"Am Anfang hier. {LONG}Am Ende dort."
    new = f"Am Anfang da. {LONG}Am Ende dort drüben."

    said = "".join(each.text for each in excerpt(pieces(old, new), around=20, most=100))
    short = "".join(each.text for each in excerpt(pieces(old, new), around=20, most=10))

    assert said == "Am Anfang hierda. Die Stadt baut … Am Ende dort drüben."
    assert short == "Am Anfang hierda. Die Stadt baut …"


def test_an_excerpt_shortens_words_that_are_new_altogether() -> None:
    row = excerpt(pieces("", LONG), around=20, most=50)

    assert [(each.kind, each.text) for each in row] == [("new", shortened(LONG, 50))]
