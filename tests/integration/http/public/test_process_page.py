"""The page of a process: timeline, texts, whom to ask."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from annotations.phase import Phase
from docservice.db.documents import NewProcess, Stage, insert_process
from docservice.db.store import Store
from docservice.services.demonstrating.loading import Demonstration
from tests import factories
from tests.integration.http.public.markup import (
    SLUG,
    element,
    links,
    page,
    status,
    words,
)
from tests.integration.http.public.service import site_on
from tests.serving import Site

PATH = "/p/auenbrueck-vernetzt"


def test_the_timeline_says_what_is_over_what_runs_and_what_comes(
    site: Site, sample: Demonstration
) -> None:
    found = page(site, f"/de{PATH}")
    phases = [p for stage in sample.material.process.stages for p in stage.phases]
    assert found.count('<li class="is-done"') == sum(p.end_day <= 0 for p in phases)
    assert found.count('<li class="is-next"') == sum(p.start_day > 0 for p in phases)
    running = element(found, '<li class="is-now" aria-current="step"')
    assert "Entwurf 3 kommentieren" in words(running)
    assert "läuft, noch 8 Tage" in words(running)


def test_days_are_those_of_the_time_zone_of_the_process(tmp_path: Path) -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    phase = Phase(
        "commenting",
        "Kommentieren",
        # In Europe both of these moments are on the day before.
        datetime(2030, 3, 5, tzinfo=auckland),
        datetime(2030, 3, 8, tzinfo=auckland),
    )
    new = NewProcess(
        slug="fern",
        title="Fern",
        summary="",
        lang="de",
        links={},
        time_zone="Pacific/Auckland",
        stages=(Stage("", (phase,)),),
    )
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as store:
        store.write_now(
            lambda unit: insert_process(unit.connection, new, now=factories.NOW)
        )
        with site_on(store) as site:
            found = words(page(site, "/de/p/fern"))
    assert "5.–7. März 2030" in found
    assert "Alle Tage in der Zeitzone Pacific/Auckland." in found


def test_every_revision_can_be_read_and_compared_with_the_one_before(
    site: Site,
) -> None:
    found = links(page(site, f"/en{PATH}"))
    assert {f"/en/d/{SLUG}/r/{n}" for n in (1, 2, 3)} <= set(found)
    assert {f"/en/d/{SLUG}/compare/1/2", f"/en/d/{SLUG}/compare/2/3"} <= set(found)


def test_it_says_whom_to_ask_and_where_the_legal_notice_is(site: Site) -> None:
    found = page(site, f"/de{PATH}")
    assert "mailto:beteiligung@auenbrueck.example" in links(found)
    assert "https://example.org/auenbrueck/impressum" in links(found)
    assert "Warum mitmachen?" in words(found)
    assert "Was geschieht mit den Ergebnissen?" in words(found)


def test_there_is_no_page_of_an_unknown_process(site: Site) -> None:
    assert status(site, "/de/p/unbekannt") == 404
