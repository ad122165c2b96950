"""Who is told of whom at the desk."""

from docservice.db.people import Person
from docservice.services.attending import HELD_S, Attending


def person(name: str) -> Person:
    return Person(name.casefold(), name, "drafter", False, None, "de", None)


JANA, KAI, AHMET = person("Jana"), person("Kai"), person("Ahmet")


def test_others_with_the_same_comment_are_named_but_not_oneself() -> None:
    attending = Attending()

    assert attending.take(KAI, "a", 0) == []
    assert attending.take(JANA, "a", 1) == ["Kai"]
    assert attending.take(AHMET, "a", 2) == ["Jana", "Kai"]
    assert attending.take(KAI, "a", 3) == ["Ahmet", "Jana"]


def test_who_goes_to_another_comment_has_left_this_one() -> None:
    attending = Attending()
    attending.take(KAI, "a", 0)
    attending.take(KAI, "b", 1)

    assert attending.take(JANA, "a", 2) == []
    assert attending.take(JANA, "b", 3) == ["Kai"]


def test_who_is_not_heard_of_is_forgotten() -> None:
    attending = Attending()
    attending.take(KAI, "a", 0)

    assert attending.take(JANA, "a", HELD_S - 1) == ["Kai"]
    assert attending.take(JANA, "a", HELD_S) == []
