"""Files cost time and memory: how many somebody may have, and how many are made at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.services.pandoc.process import program
from tests import factories
from tests.converters import replace_pandoc
from tests.integration.http.public.markup import words
from tests.integration.http.public.service import site_on
from tests.integration.http.steps import new_document, problem
from tests.serving import Site, serving
from tests.sockets import wait_until

pytestmark = pytest.mark.integration

FILES = ("r/1/text.md", "comments.csv", "statistics/outcomes.csv")


def test_files_are_counted_by_person_or_by_address(store: Store) -> None:
    factories.document(store, ["# Titel", "Worte."])
    with serving(store, downloads_per_min=2) as url, ExitStack() as clients:
        site = Site(url, store, clients)
        for client in (site.client(), site.citizen(), site.citizen()):
            answers = [client.get(f"/de/d/rahmen/{file}") for file in FILES]
            refused = problem(answers.pop(), 429, "rate_limited")
            assert [answer.status_code for answer in answers] == [200, 200]
            assert "try again in" in refused["detail"]
        page = site.client().get(
            "/de/d/rahmen/answers.csv", headers={"Accept": "text/html"}
        )
    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert "Bitte warten Sie einen Moment" in words(page.text)


def test_imports_do_not_wait_for_downloads(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.document(store, ["# Titel", "Worte."])
    begun, go = tmp_path / "begun", tmp_path / "go"
    script = f"""#!/bin/sh
case "$*" in *"--from json"*)
    echo >>{begun}
    until test -e {go}; do sleep 0.02; done
esac
exec {program()} "$@"
"""
    replace_pandoc(script, tmp_path, monkeypatch)

    def download(_: int) -> int:
        return site.client().get("/de/d/rahmen/r/1/text.md").status_code

    def started() -> int:
        return len(begun.read_text()) if begun.exists() else 0

    with site_on(store) as site, ThreadPoolExecutor() as pool:
        try:
            wanted = [pool.submit(download, number) for number in range(4)]
            wait_until(lambda: started() == 2)
            new_document(site, "neu")
            assert started() == 2
        finally:
            go.touch()
        assert [each.result() for each in wanted] == [200] * 4
    assert started() == 4
