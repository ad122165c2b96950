import pytest

from versions.fragments import Parts, around, belonging
from versions.similarity import Wording

GOAL = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
PLAN = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
LIST = (
    "Gefördert werden gemeinnützige Vereine der Stadt, öffentliche Schulen und "
    "kleine Bibliotheken."
)
OTHER = "Wer Hunde hält, hat dafür zu sorgen, dass niemand gefährdet wird."


def sure(
    part: str,
    whole: str,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    distance: int = 1,
) -> float:
    known = Parts([Wording(text) for text in before], [Wording(t) for t in after])
    return belonging(Wording(part), Wording(whole), known, distance)


def test_the_other_half_of_a_split_paragraph_belongs_to_it() -> None:
    assert sure(PLAN, f"{GOAL} {PLAN}", before=(GOAL,)) == 1
    assert sure(GOAL, f"{GOAL} {PLAN}", after=(PLAN,)) == 1


def test_it_belongs_though_another_paragraph_stands_between() -> None:
    assert sure(PLAN, f"{GOAL} {PLAN}", before=(GOAL,), distance=2) == 1


def test_a_sentence_that_became_a_list_belongs_to_all_its_items() -> None:
    head = "Gefördert werden"
    first = "1. gemeinnützige Vereine der Stadt,"
    assert sure(first, LIST, before=(head,)) > 0.5
    assert sure("2. öffentliche Schulen und", LIST, before=(head, first)) > 0.5


def test_a_part_that_was_worked_on_is_known_by_the_stretch_it_replaces() -> None:
    whole = f"{GOAL} Er trägt die übermittelnde Stelle."
    part = "Er trägt die irreführende Fundstelle."
    assert sure(part, whole, before=(GOAL,)) > 0.4
    assert sure("Ihn trägt nur Fundstelle.", whole, before=(GOAL,), distance=2) == 0


def test_a_word_of_the_other_part_further_on_is_chance() -> None:
    whole = f"{GOAL} {PLAN} Das alles gilt für Daten."
    rest = f"{PLAN} Das alles gilt für Daten."
    assert sure(rest, whole, before=(f"{GOAL} Daten.",)) == 1


def test_parts_that_changed_places_must_stand_there_word_for_word() -> None:
    assert sure(GOAL, f"{GOAL} {PLAN}", before=(PLAN,)) == 1
    assert sure(GOAL.replace("alle", "viele neue"), f"{GOAL} {PLAN}", (PLAN,)) == 0


@pytest.mark.parametrize("part", ["§ 8", "die", OTHER, GOAL])
def test_chance_and_what_is_explained_already_do_not_belong(part: str) -> None:
    whole = f"{GOAL} Das gilt nicht, soweit § 8 etwas anderes bestimmt. {PLAN}"
    assert sure(part, whole, before=(GOAL,)) == 0


def test_partners_around_are_named_nearest_first() -> None:
    links: list[list[int]] = [[7], [], [5, 6], [], [4]]
    assert list(around(3, links)) == [(1, 5), (1, 6), (1, 4), (3, 7)]
