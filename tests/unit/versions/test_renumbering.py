import pytest

from versions.pairing import pair

SECTIONS = (
    "Die Bibliothek öffnet auch an Sonntagen von zehn bis achtzehn Uhr.",
    "Ausweise sind für Kinder und Jugendliche kostenlos.",
    "Geräte leiht sie für zwei Wochen aus, eine Verlängerung ist möglich.",
    "Verlorene Bücher ersetzt, wer sie zuletzt hatte.",
    "Veranstaltungen kündigt sie einen Monat vorher im Schaukasten an.",
    "Diese Ordnung gilt ab dem ersten Januar.",
)
CAME = "Im Lesesaal wird weder gegessen noch telefoniert."


def links(old: list[str], new: list[str]) -> set[tuple[int, int]]:
    """Return (old, new) of all paragraphs that are paired."""
    return {(i, j) for i, news in enumerate(pair(old, new).forth) for j in news}


def numbered(name: str, *sections: str) -> list[str]:
    """Return sections under headings that are numbered from 1 on."""
    return [
        text
        for number, section in enumerate(sections, 1)
        for text in (f"{name} {number}", section)
    ]


@pytest.mark.parametrize("name", ["§", "Artikel"])
@pytest.mark.parametrize("came", range(7))
@pytest.mark.parametrize("gone", range(6))
def test_a_numbered_heading_goes_with_what_stands_below_it(
    name: str, came: int, gone: int
) -> None:
    sections = [*SECTIONS[:came], CAME, *SECTIONS[came:]]
    sections.remove(SECTIONS[gone])
    found = links(numbered(name, *SECTIONS), numbered(name, *sections))
    stayed = [text for text in SECTIONS if text != SECTIONS[gone]]
    places = [(SECTIONS.index(text), sections.index(text)) for text in stayed]
    expected = {(2 * i + step, 2 * j + step) for i, j in places for step in (0, 1)}
    if came in (gone, gone + 1):  # one took the other's place: an equal heading stays
        found -= {(2 * gone, 2 * sections.index(CAME))}
    assert found == expected


def test_a_section_that_leaves_its_heading_takes_no_other_one_along() -> None:
    old = numbered("§", *SECTIONS)
    new = [*old[:3], *old[4:6], "§ 7", *old[3:4], *old[6:]]
    assert (2, 2) in links(old, new)
    assert (2, 5) not in links(old, new)


def test_a_heading_stays_though_another_one_came_between() -> None:
    old = numbered("§", *SECTIONS)
    new = [*old[:3], "§ 9", *old[3:]]
    assert (2, 2) in links(old, new)
    assert 3 not in {j for _, j in links(old, new)}


@pytest.mark.parametrize("last", [(1, 2, 3, 4, 5, 0), (0, 1, 4, 2, 3, 5)])
def test_a_heading_goes_with_a_section_that_changed_places(
    last: tuple[int, ...],
) -> None:
    new = numbered("§", *(SECTIONS[k] for k in last))
    expected = {
        (2 * i + step, 2 * j + step) for j, i in enumerate(last) for step in (0, 1)
    }
    assert links(numbered("§", *SECTIONS), new) == expected


def test_sections_may_be_edited_as_well() -> None:
    edited = [text.replace("Die ", "Unsere ", 1) + " So ist es." for text in SECTIONS]
    found = links(numbered("§", *SECTIONS), numbered("§", edited[0], CAME, *edited[1:]))
    assert found == {
        (2 * i + step, 2 * (i + (i > 0)) + step) for i in range(6) for step in (0, 1)
    }


def test_of_names_and_numbers_the_names_tell_more() -> None:
    old = [text for n in range(5) for text in (f"Ziel {n}", f"{2026 + n}")]
    new = [text for n in range(5) for text in (f"Ziel {n}", f"{2027 + n}")]
    assert links(old, new) == {(k, k) for k in range(10)}
