import pytest

from docservice.http.views.page import PersonView


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Rike B.", "RB"),
        ("Wortklauber", "W"),
        ("Beirat für Selbsthilfe", "BS"),
        ("élan vital", "ÉV"),
        ("🚲 Rad", "R"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(
    name: str, initials: str
) -> None:
    assert PersonView("1", name, "citizen").initials == initials


def test_a_person_keeps_the_same_tint() -> None:
    first, second = (PersonView(id_, "Rike B.", "citizen") for id_ in "12")
    assert first.tint == second.tint
    assert first.tint in range(5)
