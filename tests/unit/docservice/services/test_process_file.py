"""What an operator's file says of a process is read, or refused by its key."""

from datetime import UTC, datetime

import pytest

from annotations.phase import Phase
from docservice.services.errors import Invalid
from docservice.services.process_file import read_process_file

HEAD = 'slug = "plan"\ntitle = "Plan"\nlang = "de"\n'
PHASE = 'kind = "commenting"\ntitle = "Reden"\nbegin = 2027-03-01\nend = 2027-03-31\n'


def test_what_is_left_out_has_its_default() -> None:
    file = read_process_file(HEAD)

    process = file.process
    assert (process.slug, process.title, process.lang) == ("plan", "Plan", "de")
    assert (process.summary, process.contact, process.links) == ("", "", {})
    assert process.time_zone == "Europe/Berlin"
    assert process.is_public
    assert not process.guests_may_comment
    assert not process.four_eyes
    assert process.stages == ()
    assert file.gate is None


def test_all_keys_are_read() -> None:
    file = read_process_file(
        HEAD
        + 'summary = "Worum es geht."\ntime_zone = "America/Lima"\n'
        + 'contact = """\nBüro\nbuero@stadt.example"""\n'
        + 'public = false\nguests = true\nfour_eyes = true\ngate = "final"\n'
        + '[links]\n"Impressum" = "https://stadt.example/impressum"\n'
        + f'[[phases]]\n{PHASE}[[stages]]\ntitle = "Erste"\n[[stages.phases]]\n{PHASE}'
    )

    process = file.process
    assert process.summary == "Worum es geht."
    assert process.contact == "Büro\nbuero@stadt.example"
    assert not process.is_public
    assert process.guests_may_comment
    assert process.four_eyes
    assert file.gate == "final"
    assert process.links == {"Impressum": "https://stadt.example/impressum"}
    assert [(stage.title, len(stage.phases)) for stage in process.stages] == [
        ("", 1),
        ("Erste", 1),
    ]


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        # A day lasts until the midnight after it, also where clocks are changed.
        ("2027-03-01", "2027-03-31", "2027-02-28T23:00", "2027-03-31T22:00"),
        ("2027-03-01", "2027-03-01", "2027-02-28T23:00", "2027-03-01T23:00"),
        (
            "2027-03-01T08:00:00",
            "2027-03-01T09:30:00",
            "2027-03-01T07:00",
            "2027-03-01T08:30",
        ),
        (
            "2027-03-01T08:00:00Z",
            "2027-03-01T09:30:00-05:00",
            "2027-03-01T08:00",
            "2027-03-01T14:30",
        ),
    ],
)
def test_days_and_times_are_those_of_the_time_zone(
    begin: str, end: str, first: str, last: str
) -> None:
    file = read_process_file(
        HEAD + f'[[phases]]\nkind = "ideas"\ntitle = "Ideen"\n'
        f"begin = {begin}\nend = {end}\n"
    )

    ((phase,),) = (stage.phases for stage in file.process.stages)
    assert phase == Phase(
        "ideas",
        "Ideen",
        datetime.fromisoformat(first).replace(tzinfo=UTC),
        datetime.fromisoformat(last).replace(tzinfo=UTC),
    )


def _phase(old: str, new: str) -> str:
    changed = PHASE.replace(old, new)
    assert changed != PHASE
    return HEAD + f'[[stages]]\ntitle = "Erste"\n[[stages.phases]]\n{changed}'


REFUSED = {
    "no TOML": ("slug", "the file is no TOML"),
    "missing": ('slug = "a"\nlang = "de"', "title is missing"),
    "misspelled": (HEAD + "guest = true", "guest is no key here; did you mean guests?"),
    "unknown": (HEAD + "colour = 1", "colour is no key here; use slug, title"),
    "slug": (HEAD.replace('"plan"', '"Der Plan"'), "slug needs 1 to 80 lower-case"),
    "empty": (HEAD.replace('"Plan"', '" "'), "title is empty"),
    "two lines": (HEAD.replace('"Plan"', '"A\\nB"'), "title is one line"),
    "lang": (HEAD.replace('"de"', '"Deutsch"'), "lang is one of de, en"),
    "number": (HEAD + "summary = 1", "summary needs to be text"),
    "zone": (HEAD + 'time_zone = "Europe/Auenbrueck"', "such as Europe/Berlin"),
    "folder of zones": (HEAD + 'time_zone = "Europe"', "such as Europe/Berlin"),
    "path as zone": (HEAD + 'time_zone = "../etc"', "such as Europe/Berlin"),
    "flag": (HEAD + 'public = "true"', "public needs to be true or false"),
    "gate": (HEAD + 'gate = "closed"', "gate is one of advise, require, final"),
    "links": (HEAD + 'links = "https://a.example"', "links needs to be a table"),
    "script": (HEAD + '[links]\nA = "javascript:x()"', 'links."A" needs an address'),
    "half an address": (HEAD + '[links]\nA = "https://[a"', 'links."A" needs an addre'),
    "no host": (HEAD + '[links]\nA = "https:///a"', 'links."A" needs an address'),
    "nameless link": (HEAD + '[links]\n"" = "https://a.example"', 'links.""'),
    "one stage": (HEAD + "[stages]", "stages needs to be written as [[stages]]"),
    "one phase": (
        HEAD + f'[[stages]]\ntitle = "Erste"\n[stages.phases]\n{PHASE}',
        "stages[1].phases needs to be written as [[stages.phases]]",
    ),
    "empty stage": (HEAD + '[[stages]]\ntitle = "Erste"', "stages[1] has no phases"),
    "nameless stage": (HEAD + "[[stages]]", "stages[1].title is missing"),
    "kind": (
        _phase("commenting", "talking"),
        "stages[1].phases[1].kind is one of information, ideas",
    ),
    "text as a day": (
        _phase("2027-03-01", '"2027-03-01"'),
        "stages[1].phases[1].begin needs a day or a time without quotes",
    ),
    "no day after": (
        _phase("2027-03-31", "9999-12-31"),
        "stages[1].phases[1].end needs a day",
    ),
    "backwards": (
        _phase("2027-03-31", "2027-02-28"),
        "stages[1].phases[1].end needs to come after its begin",
    ),
    "no end": (_phase("end", "# end"), "stages[1].phases[1].end is missing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named_with_its_key(name: str) -> None:
    source, message = REFUSED[name]

    with pytest.raises(Invalid) as refused:
        read_process_file(source)
    assert message in str(refused.value)
