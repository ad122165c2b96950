"""The public log of moderation and changed answers."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.services import annotate
from tests import factories
from tests.factories import NOW
from tests.serving import Site, serving

pytestmark = pytest.mark.integration

LOG = "/de/d/rahmen/log"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return a service with a text of its own, whose log is empty."""
    with Store.open(f"sqlite:///{tmp_path / 'log.db'}") as store:
        factories.document(store, ["Die alten Worte."])
        with serving(store) as url, ExitStack() as clients:
            yield Site(url, store, clients)


def comment(site: Site, body: str = "Schlimmes") -> str:
    """Make a comment and return its id."""
    who = factories.actor(site.store, "citizen", "Rike")
    return factories.annotation(site.store, who, "alten", fields={"body": body}).id


def moderate(site: Site, key: str, *, hide: bool, times: int = 1) -> None:
    """Hide or restore a comment; several times in turns, beginning with this one."""
    who = factories.actor(site.store, "moderator", "Mo Derat")
    for turn in range(times):
        now_hide = hide if turn % 2 == 0 else not hide
        site.store.write_now(annotate.moderate, who, key, hide=now_hide, now=NOW)


def shown(site: Site, path: str = LOG) -> str:
    """Return the content of the page."""
    answer = site.client(headers={"Accept": "text/html"}).get(path)
    assert answer.status_code == 200
    return answer.text.split("<main")[1].split("</main>", maxsplit=1)[0]


def test_an_empty_log_says_so(site: Site) -> None:
    comment(site)

    assert "Noch nichts" in shown(site)


def test_hiding_is_logged_without_words_or_names(site: Site) -> None:
    key = comment(site)
    moderate(site, key, hide=True)
    moderate(site, key, hide=False)

    page = shown(site)

    assert "Ein Kommentar wurde ausgeblendet" in page
    assert "Ein Kommentar wurde wieder eingeblendet" in page
    assert f"/de/c/{key}" in page
    assert "Moderation" in page
    assert not {"Schlimmes", "Rike", "Mo Derat"} & {
        word for word in ("Schlimmes", "Rike", "Mo Derat") if word in page
    }


def test_a_changed_answer_is_shown_as_it_was_and_is(site: Site) -> None:
    key, drafter = comment(site), site.drafter()
    path = f"/api/v1/annotations/{key}/disposition"
    drafter.put(path, json={"outcome": "accepted", "reason": "Gern."})
    first = shown(site)
    drafter.put(path, json={"outcome": "declined", "reason": "Doch nicht."})

    page = shown(site)

    assert "Noch nichts" in first
    assert "Eine veröffentlichte Antwort wurde geändert" in page
    assert page.index("Gern.") < page.index("Doch nicht.")

    moderate(site, key, hide=True)
    assert "Doch nicht." not in shown(site)


def test_who_only_links_a_change_changes_no_answer(site: Site) -> None:
    key, drafter = comment(site), site.drafter()
    path = f"/api/v1/annotations/{key}/disposition"
    said = {"outcome": "declined", "reason": "Das ist *häusliche* Arbeit."}
    drafter.put(path, json=said)
    drafter.put(path, json=said | {"changes": []})

    assert "Noch nichts" in shown(site)
    page = shown(site, f"/de/c/{key}")
    assert page.count("<em>häusliche</em>") == 1
    assert "Frühere Antwort" not in page

    drafter.put(
        path, json=said | {"outcome": "accepted", "without_change": "Steht da."}
    )
    drafter.put(
        path, json=said | {"outcome": "accepted", "without_change": "Schon da."}
    )
    log = shown(site)
    assert log.count("<article") == 2
    assert "Das ist häusliche Arbeit." in log
    assert log.index("Schon da.") > log.index("Steht da.")


def test_the_log_is_paged(site: Site) -> None:
    moderate(site, comment(site), hide=True, times=51)

    first, second = shown(site), shown(site, f"{LOG}?page=2")

    assert first.count("<article") == 50
    assert f'href="{LOG}?page=2"' in first
    assert second.count("<article") == 1
    assert f'rel="prev" href="{LOG}"' in second
    assert shown(site, f"{LOG}?page=unsinn").count("<article") == 50
