"""Who may join a draft, from where, and what it begins with."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pycrdt import XmlElement, XmlText
from websockets.exceptions import InvalidStatus

from docservice.access import Actor
from docservice.db import documents, people, revisions, tables
from docservice.db.people import Role
from docservice.db.store import Store
from docservice.realtime.draft_writes import store_seed
from docservice.services import drafting as drafts
from tests import factories
from tests.integration.realtime.conftest import TEXTS
from tests.sockets import HASTE, serving, token, token_of
from tests.yjs import draft_address, drafting, uninvited

pytestmark = pytest.mark.integration


def words(blocks: object) -> list[str]:
    """Return the plain text of each block."""
    found = []
    for block in blocks.children:  # type: ignore[attr-defined]
        assert isinstance(block, XmlElement)
        found.append("".join(str(c) for c in block.children if isinstance(c, XmlText)))
    return found


@pytest.mark.parametrize("role", ["drafter", "admin"])
async def test_a_drafter_gets_the_newest_revision_as_blocks_under_its_ids(
    store: Store, address: str, role: Role
) -> None:
    async with drafting(address, token(store, role)) as client:
        assert words(client.text) == list(TEXTS)
        first = client.text.children[0]
        assert isinstance(first, XmlElement)
        assert first.tag == "paragraph"
        pid = first.attributes.get("pid")
    base = store.read_now(revisions.get_revision, _document_id(store), 1)
    assert base is not None
    assert pid == base.paragraphs[0].id


async def test_a_draft_that_was_begun_in_the_form_is_where_the_room_goes_on(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "drafter")
    head = store.write_now(drafts.begin, who, "rahmen", now=factories.NOW)
    draft = store.read_now(drafts.open_draft, who, "rahmen")
    spot = drafts.Spot("rahmen", head.version, draft.revision.paragraphs[0].id)
    changed = factories.contents("Die Stadt baut zweihundert Kilometer.")
    store.write_now(drafts.edit, who, spot, changed, now=factories.NOW)
    async with drafting(address, token(store, "drafter")) as client:
        assert words(client.text)[0] == "Die Stadt baut zweihundert Kilometer."


async def test_many_who_come_first_at_once_find_one_text(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")

    async def join() -> list[str]:
        async with drafting(address, secret) as client:
            return words(client.text)

    found = await asyncio.gather(*(join() for _ in range(30)))
    assert found == [list(TEXTS)] * 30


def test_of_several_seeds_at_once_the_first_one_holds(
    store: Store, document: None
) -> None:
    """The database decides which seed holds, whoever brings one."""
    key = _document_id(store)
    found = []
    base = store.read_now(revisions.get_revision, key, 1)
    assert base is not None

    def seed(data: bytes) -> None:
        found.append(store.write_now(store_seed, key, base, data, now=factories.NOW))

    threads = [threading.Thread(target=seed, args=(bytes([n]),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("role", ["citizen", "moderator"])
async def test_who_may_not_draft_is_refused(
    store: Store, address: str, role: Role
) -> None:
    where = draft_address(address, token=token(store, role))
    async with uninvited(where) as client:
        assert await client.closing() == 4403


async def test_nobody_and_an_unknown_token_are_refused(address: str) -> None:
    for secret in (None, "erfunden"):
        async with uninvited(draft_address(address, token=secret)) as client:
            assert await client.closing() == 4401


async def test_an_unknown_document_is_refused(store: Store, address: str) -> None:
    where = draft_address(address, "anderes", token(store, "drafter"))
    async with uninvited(where) as client:
        assert await client.closing() == 4404


async def test_a_page_of_a_foreign_origin_gets_no_socket(
    store: Store, address: str
) -> None:
    where = draft_address(address, token=token(store, "drafter"))
    with pytest.raises(InvalidStatus):
        async with uninvited(where, origin="https://anderswo.example"):
            pass


async def test_a_session_cookie_lets_a_page_of_ours_in(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "drafter")
    assert who.person is not None
    person = who.person
    secret = store.write_now(
        lambda unit: people.issue_credential(
            unit.connection,
            person.id,
            "session",
            now=datetime.now(UTC),
            expires_at=None,
        )
    )
    host = address.split("/")[2]
    async with drafting(
        address,
        None,
        origin=f"http://{host}",
        additional_headers={"Cookie": f"randnotiz_session={secret}"},
    ) as client:
        assert words(client.text) == list(TEXTS)


async def test_rights_that_end_close_the_socket_that_only_listens(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "drafter")
    async with drafting(address, token_of(store, who)) as client:
        _block(store, who)
        assert await client.closing() == 4401


async def test_what_is_sent_after_the_rights_have_ended_is_not_taken(
    store: Store, document: None
) -> None:
    gone = factories.actor(store, "drafter")
    # Nobody looks at the rights in between, so the write has to.
    with serving(store, timing=replace(HASTE, recheck_s=600.0)) as address:
        async with (
            drafting(address, token_of(store, gone)) as former,
            drafting(address, token(store, "drafter")) as other,
        ):
            await former.write("vorher ")
            await other.until(lambda: str(other.note) == "vorher ")
            _block(store, gone)
            await asyncio.gather(former.write("nachher "), other.write("ich "))
            assert await former.closing() == 4401
        async with drafting(address, token(store, "drafter")) as late:
            await late.until(lambda: "ich" in str(late.note))
            assert str(late.note) == "vorher ich "


def _block(store: Store, who: Actor) -> None:
    store.write_now(
        lambda unit: unit.connection.execute(
            tables.person.update()
            .where(tables.person.c.id == who.id)
            .values(blocked_at=datetime.now(UTC))
        )
    )


def _document_id(store: Store) -> str:
    found = store.read_now(documents.get_document, "rahmen")
    assert found is not None
    return found.id
