"""What a publication leaves out of the live draft is told: to whom it publishes, and wrote."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from pycrdt import XmlText
from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import documents, events, revisions
from docservice.db.store import Store
from docservice.services.drafting import open_draft
from tests import factories
from tests.integration.http.drafters.office import session_of
from tests.integration.realtime.conftest import TEXTS
from tests.serving import Site, serving
from tests.sockets import token_of, wait_until
from tests.yjs import Drafter, drafting

pytestmark = pytest.mark.integration
FIRST = TEXTS[0]


@dataclass(frozen=True, slots=True)
class Team:
    """Dora publishes, Anna writes."""

    store: Store
    dora: Actor
    anna: Actor
    client: httpx.Client
    annas: httpx.Client
    address: str

    def live(self) -> Any:
        """Let Anna join the draft."""
        return drafting(self.address, token_of(self.store, self.anna))

    async def get(self, page: str) -> str:
        """Return a page that Dora sees."""
        found = await asyncio.to_thread(self.client.get, f"/de/d/rahmen/{page}")
        assert found.status_code == 200, found.text
        return found.text

    async def publish(self, version: int) -> httpx.Response:
        """Take the last step, and look at the revision."""
        sent = await asyncio.to_thread(
            self.client.post,
            "/de/d/rahmen/draft/preview/publish",
            data={"label": "Zweite", "version": version},
        )
        assert sent.status_code == 303, sent.text
        return sent

    def version(self) -> int:
        """Return that of the draft's rows."""
        return self.store.read_now(open_draft, self.dora, "rahmen").head.version

    async def told(self) -> Sequence[Any]:
        """Return what is said to those who were late, once something is."""
        await asyncio.to_thread(wait_until, lambda: bool(self.store.read_now(_late)))
        return self.store.read_now(_late)


@pytest.fixture
def team(store: Store, document: None) -> Iterator[Team]:
    """Return the service with the document of three paragraphs."""
    dora = factories.actor(store, "drafter", "Dora")
    anna = factories.actor(store, "drafter", "Anna")
    with serving(store) as url:
        site = Site(url, store)
        with site.clients:
            address = url.replace("http", "ws") + "/ws/documents/"
            clients = session_of(site, dora), session_of(site, anna)
            yield Team(store, dora, anna, *clients, address)


async def suggest(client: Drafter, words: str, *, deleting: int = 0) -> None:
    """Suggest words at the start of the first block, and to delete some after them."""
    (node,) = client.block(0).children
    assert isinstance(node, XmlText)

    def change() -> None:
        mark = {"id": f"s-{words}:Anna"}
        size = len(words.encode())
        node.insert(0, words, {"insertion": mark})
        if deleting:
            node.format(size, size + deleting, {"deletion": mark})

    await client.send(change)


async def test_suggestions_that_nobody_decided_are_told_before_publishing(
    team: Team,
) -> None:
    async with team.live() as anna:
        await suggest(anna, "Unsere", deleting=len("Die"))
        await anna.insert(1, 0, "Alle ")
        await anna.settle()
        for page in ("draft/preview", "draft/preview/publish"):
            shown = await team.get(page)
            assert "1 Änderungsvorschlag im Entwurf ist noch nicht entschieden" in shown
            assert "/de/d/rahmen/draft#suggestions" in shown
        await suggest(anna, "Ja: ")
        await anna.settle()
        assert "2 Änderungsvorschläge im Entwurf sind" in await team.get(
            "draft/preview"
        )
        await team.publish(team.version())
    found = team.store.read_now(_texts, 2)
    assert found == [FIRST, "Alle " + TEXTS[1], TEXTS[2]]


async def test_a_saved_draft_says_that_suggestions_are_no_part_of_it(
    team: Team,
) -> None:
    async def keep() -> str:
        address, fields = "/de/d/rahmen/draft/saved", {"name": "Stand"}
        sent = await asyncio.to_thread(team.client.post, address, data=fields)
        assert sent.status_code == 303
        return await team.get("draft")

    async with team.live() as anna:
        await anna.insert(1, 0, "Alle ")
        await anna.settle()
        assert "ohne die Änderungsvorschläge" not in await keep()
        await suggest(anna, "Ja: ")
        await anna.settle()
        assert "ohne die Änderungsvorschläge" in await keep()
        assert "Ja: " not in await team.get("draft/saved")


async def test_who_goes_back_or_discards_the_draft_is_named_to_those_who_write(
    team: Team,
) -> None:
    async with team.live() as anna:
        await anna.insert(0, 0, "Ja: ")
        await anna.settle()
        home = "/de/d/rahmen/draft"
        await asyncio.to_thread(
            team.client.post, f"{home}/saved", data={"name": "Stand"}
        )
        listed = await team.get("draft/saved")
        found = re.search(r'draft/saved/([\w-]+)"', listed)
        assert found
        saved = f"{home}/saved/{found[1]}"
        assert "gehören nicht dazu" in await team.get(f"draft/saved/{found[1]}")
        await asyncio.to_thread(team.client.post, f"{saved}/restore")
        await asyncio.to_thread(team.client.post, f"{home}/discard")
    dora = {"person": team.dora.id, "by": "Dora"}
    assert team.store.read_now(_told, "draft.restored") == [dora | {"name": "Stand"}]
    assert team.store.read_now(_told, "draft.discarded") == [dora]


async def test_the_api_counts_suggestions_in_what_publishing_would_do(
    team: Team,
) -> None:
    token = token_of(team.store, team.dora)

    async def preview() -> Any:
        sent = await asyncio.to_thread(
            team.client.post,
            "/api/v1/documents/rahmen/revisions?dry_run=true",
            json={"markdown": "Neu."},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert sent.status_code == 200, sent.text
        return sent.json()

    assert (await preview())["suggestions"] == 0
    async with team.live() as anna:
        await suggest(anna, "Ja: ")
        await anna.settle()
        assert (await preview())["suggestions"] == 1


async def test_who_writes_just_now_is_named_before_the_last_step(team: Team) -> None:
    async with team.live() as anna:
        await anna.insert(0, 0, "Ja: ")
        await anna.settle()
        assert "Anna schreibt gerade im Entwurf" in await team.get(
            "draft/preview/publish"
        )
        part = await team.get("draft/preview/publish/writing")
        assert "Anna schreibt gerade im Entwurf" in part
        assert "<html" not in part
    own = await asyncio.to_thread(
        team.annas.get, "/de/d/rahmen/draft/preview/publish/writing"
    )
    assert own.status_code == 200
    assert "schreibt" not in own.text


async def test_words_that_come_too_late_are_told_to_both_and_kept(team: Team) -> None:
    async with team.live() as anna:
        await anna.insert(0, 0, "Ja: ")
        await anna.settle()
        await team.get("draft/preview/publish")
        version = team.version()
        await anna.insert(1, 0, "Alle ")
        await anna.settle()
        sent = await team.publish(version)
        assert "published_without" in sent.headers["set-cookie"]
        (told,) = await team.told()
        assert told == {"revision": 2, "people": [team.anna.id]}
        assert anna.words()[1] == "Alle " + TEXTS[1]
    shown = await team.get("r/2")
    assert "Jemand hat noch geschrieben" in shown
    await team.get("draft")
    assert team.store.read_now(_texts, 2)[1] == TEXTS[1]
    assert team.store.read_now(_texts, 3)[1] == "Alle " + TEXTS[1]


async def test_who_only_made_a_suggestion_is_not_late(team: Team) -> None:
    async with team.live() as anna:
        await anna.insert(0, 0, "Ja: ")
        await anna.settle()
        await team.get("draft/preview/publish")
        version = team.version()
        await suggest(anna, "Oder: ")
        await anna.settle()
        sent = await team.publish(version)
        assert "revision_published" in sent.headers["set-cookie"]


def _late(connection: Connection) -> list[Any]:
    return _told(connection, "draft.late")


def _told(connection: Connection, type_: str) -> list[Any]:
    document = documents.get_document(connection, "rahmen")
    assert document is not None
    return [
        json.loads(each.data)
        for each in events.since(connection, document.id, 0)
        if each.type == type_
    ]


def _texts(connection: Connection, number: int) -> list[str]:
    document = documents.get_document(connection, "rahmen")
    assert document is not None
    head = revisions.get_head(connection, document.id, number)
    assert head is not None
    return [each.text for each in revisions.load(connection, head).paragraphs]
