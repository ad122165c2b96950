import pytest

from versions.fragments import Fragments
from versions.side import Side

GOAL = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
PLAN = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
LIST = (
    "Gefördert werden gemeinnützige Vereine der Stadt, öffentliche Schulen und "
    "kleine Bibliotheken."
)
OTHER = "Wer Hunde hält, hat dafür zu sorgen, dass niemand gefährdet wird."


def parts_of(whole: str, *new: str, known: tuple[int, ...]) -> list[int]:
    """Return which of `new` are found to be parts of `whole` beside the `known`."""
    sides = Side([whole]), Side(new)
    links: list[tuple[int, int]] = []

    def link(i: int, j: int, share: float = 0.5) -> None:
        assert 0 <= share <= 1
        links.append((i, j))
        sides[0].link(i, j)
        sides[1].link(j, i)

    for side in sides:
        side.start([-1] * len(side.texts))
    for part in known:
        link(0, part)
    fragments = Fragments(*sides, link)
    fragments.attach()
    fragments.attach()
    return sorted(j for _, j in links if j not in known)


def test_the_other_half_of_a_split_paragraph_belongs_to_it() -> None:
    assert parts_of(f"{GOAL} {PLAN}", GOAL, PLAN, known=(0,)) == [1]
    assert parts_of(f"{GOAL} {PLAN}", GOAL, PLAN, known=(1,)) == [0]


def test_the_other_source_of_a_merged_paragraph_belongs_to_it() -> None:
    old, new = Side([GOAL, PLAN]), Side([f"{GOAL} {PLAN}"])
    links: list[tuple[int, int]] = []
    for side in (old, new):
        side.start([-1] * len(side.texts))
    old.link(0, 0)
    new.link(0, 0)
    Fragments(old, new, lambda i, j, share: links.append((i, j))).attach()
    assert links == [(1, 0)]


def test_it_belongs_though_another_paragraph_stands_between() -> None:
    assert parts_of(f"{GOAL} {PLAN}", GOAL, OTHER, PLAN, known=(0,)) == [2]


def test_a_sentence_that_became_a_list_belongs_to_all_its_items() -> None:
    items = ("Gefördert werden", "1. gemeinnützige Vereine,", "2. öffentliche Schulen")
    assert parts_of(LIST, *items, known=(0,)) == [1, 2]


def test_a_part_that_was_worked_on_is_known_by_the_stretch_it_replaces() -> None:
    whole = f"{GOAL} Er trägt die übermittelnde Stelle."
    part = "Er trägt den irreführenden Fundstellen Rechnung."
    assert parts_of(whole, GOAL, part, known=(0,)) == [1]
    assert parts_of(whole, GOAL, OTHER, part, known=(0,)) == []


def test_a_word_of_the_other_part_further_on_is_chance() -> None:
    whole = f"{GOAL} {PLAN} Das alles gilt für Daten."
    rest = f"{PLAN} Das alles gilt für Daten."
    assert parts_of(whole, f"{GOAL} Daten.", rest, known=(0,)) == [1]


def test_parts_that_changed_places_must_stand_there_word_for_word() -> None:
    whole = f"{GOAL} {PLAN} {LIST}"
    assert parts_of(whole, f"{PLAN} {LIST}", GOAL, known=(0,)) == [1]
    worked = GOAL.replace("alle", "viele neue")
    assert parts_of(whole, f"{PLAN} {LIST}", worked, known=(0,)) == []


@pytest.mark.parametrize("part", ["", "§ 8", "die", OTHER, GOAL])
def test_chance_and_what_is_explained_already_do_not_belong(part: str) -> None:
    whole = f"{GOAL} Das gilt nicht, soweit § 8 etwas anderes bestimmt. {PLAN}"
    assert parts_of(whole, GOAL, part, known=(0,)) == []


def test_of_two_wholes_the_surer_one_is_taken() -> None:
    old = Side([f"{GOAL} {PLAN[:40]}", f"{PLAN} {OTHER}"])
    new = Side([GOAL, PLAN, OTHER])
    links: list[tuple[int, int]] = []
    for side in (old, new):
        side.start([-1] * len(side.texts))
    for i, j in ((0, 0), (1, 2)):
        old.link(i, j)
        new.link(j, i)
    Fragments(old, new, lambda i, j, share: links.append((i, j))).attach()
    assert links == [(1, 1)]
