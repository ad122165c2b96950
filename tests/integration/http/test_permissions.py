"""Every route for every role, denial included."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
import pytest
from starlette.routing import BaseRoute, Route

from docservice.app import create_app
from docservice.db import revisions
from docservice.db.store import Store
from docservice.http.api.endpoint import Endpoint
from docservice.services import annotate, drafting, saving
from docservice.settings import Settings
from tests import factories
from tests.integration.http.permissions import ROLES, ROWS, Row
from tests.serving import Site, serving

pytestmark = pytest.mark.integration

PAGE = {"Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Town:
    """A service with people in every role, and a process that welcomes guests."""

    site: Site
    clients: dict[str, httpx.Client]
    process: Any
    numbers: Iterator[int]

    def client(self, role: str) -> httpx.Client:
        """Return the client of a role; sessions may end in a test, tokens do not."""
        if role == "anonymous":
            return self.site.client()
        return self.site.guest() if role == "guest" else self.clients[role]

    def things(self, *, with_draft: bool) -> dict[str, str]:
        """Return the parts of addresses that name a new document and what is in it."""
        store, number = self.site.store, next(self.numbers)
        author = factories.actor(store, "citizen")
        drafter = factories.actor(store, "drafter")
        slug = f"text-{number}"
        texts = ["# Titel", "Hier stehen alte Worte."]
        published = factories.document(
            store, texts, slug=slug, within=self.process, drafter=drafter
        )
        made = factories.annotation(store, author, "alte Worte", slug=slug)
        reply = store.write_now(
            annotate.reply, author, made.id, "Meine.", now=factories.NOW
        )
        saved = ""
        if with_draft:
            store.write_now(drafting.begin, drafter, slug, now=factories.NOW)
            saved = store.write_now(
                saving.save, drafter, slug, "Stand", now=factories.NOW
            )
        revision = store.read_now(revisions.load, published.head)
        return {
            "slug": slug,
            "id": made.id,
            "annotation": made.id,
            "reply": reply.id,
            "paragraph": revision.paragraphs[1].id,
            "sha256": revision.paragraphs[1].content.sha256,
            "number": "1",
            "old": "1",
            "new": "1",
            "lang": "de",
            "process": self.process.slug,
            "change": "unknown",
            "filter": "unknown",
            "block": "unknown",
            "secret": "unknown",
            "table": "outcomes",
            "kind": "html",
            "name": "nothing.js",
            "saved": saved,
        }


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Return a running service with people in every role."""
    folder = tmp_path_factory.mktemp("town")
    with Store.open(f"sqlite:///{folder / 'test.db'}") as store:
        process = factories.process(store, guests=True)
        with serving(store) as url, ExitStack() as opened:
            site = Site(url, store, opened)
            clients = {
                "citizen": site.citizen(),
                "moderator": site.moderator(),
                "drafter": site.drafter(),
                "admin": site.admin(),
            }
            yield Town(site, clients, process, count(1))


def answer_to(town: Town, row: Row, role: str) -> httpx.Response:
    """Return what a role is answered, on a document made for this request."""
    things = town.things(with_draft=row.with_draft)
    method, _, path = row.route.partition(" ")
    if path.startswith("/api/v1/replies/"):
        things["id"] = things["reply"]
    sends = {
        name: _filled(value, things | {"new": f"neu-{things['slug']}"})
        for name, value in row.sends.items()
    }
    client = town.client(role)
    return client.request(method, path.format_map(things), **sends)


def _filled(value: Any, things: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, things) for key, each in value.items()}
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda name: things[name[1]], value)
    return value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_each_role_is_answered_as_the_table_says(town: Town, row: Row) -> None:
    answers = {role: answer_to(town, row, role) for role in ROLES}

    assert {role: answer.status_code for role, answer in answers.items()} == (
        row.expected
    )


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = {
        each
        for route in create_app(Settings()).routes
        for each in _methods_and_path(route)
    }
    rows = [row.route.partition("?")[0] for row in ROWS]

    assert set(rows) == routes
    assert len(rows) == len(set(rows))


def _methods_and_path(route: BaseRoute) -> Iterator[str]:
    assert isinstance(route, Route)
    path = re.sub(r":\w+\}", "}", route.path)
    if isinstance(route.endpoint, Endpoint):
        methods = set(route.endpoint.operations)
    else:
        methods = (route.methods or set()) - {"HEAD"}
    yield from (f"{method} {path}" for method in methods)
