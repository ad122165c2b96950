"""Who may open a socket, from where, and how it is welcomed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from websockets.exceptions import InvalidStatus

from docservice.db.store import Store
from docservice.services import accounts
from docservice.settings import Settings
from tests import factories
from tests.sockets import joined, raw, serving, token

pytestmark = pytest.mark.integration


async def test_a_reader_is_welcomed_with_the_state_of_the_log(
    store: Store, address: str
) -> None:
    factories.annotation(store, factories.actor(store, "citizen"), "hundert Kilometer")
    async with joined(address) as client:
        welcome = client.welcome
        assert client.connection.subprotocol == "randnotiz.v1"
    assert welcome == {
        "type": "welcome",
        "seq": 2,
        "revision": 1,
        "document": "rahmen",
        "readers": 1,
        "person": None,
        "limits": {
            "frame_bytes": 65_536,
            "body_chars": 5_000,
            "frames_per_s": 20.0,
            "writes_per_min": 120.0,
        },
    }


async def test_a_token_in_hello_or_in_the_header_and_a_cookie_name_the_person(
    store: Store, address: str
) -> None:
    secret = token(store, name="Rike B.")
    guest = store.write_now(
        accounts.new_guest, name="Gast", now=datetime.now(UTC), lang="de"
    )
    ways: list[tuple[str | None, dict[str, str], str]] = [
        (secret, {}, "Rike B."),
        (None, {"Authorization": f"Bearer {secret}"}, "Rike B."),
        (None, {"Cookie": f"randnotiz_session={guest.secret}"}, "Gast"),
    ]
    for hello, headers, name in ways:
        async with joined(address, hello, additional_headers=headers) as client:
            assert client.welcome["person"]["name"] == name


async def test_an_unknown_token_is_refused(store: Store, address: str) -> None:
    async with raw(address) as client:
        await client.send(type="hello", **{"token": "erfunden"})
        assert (await client.receive())["code"] == "unauthenticated"
        assert await client.closing() == 4401


async def test_an_outdated_cookie_leaves_a_reader_without_a_name(
    store: Store, address: str
) -> None:
    old = store.write_now(
        accounts.new_guest,
        name="Gast",
        now=datetime.now(UTC) - timedelta(days=60),
        lang="de",
    )
    headers = {"Cookie": f"randnotiz_session={old.secret}"}
    async with joined(address, additional_headers=headers) as client:
        assert client.welcome["person"] is None


async def test_an_unknown_document_closes_the_socket(address: str) -> None:
    async with raw(address, "anderes") as client:
        await client.send(type="hello")
        assert (await client.receive())["code"] == "not_found"
        assert await client.closing() == 4404


async def test_a_document_that_is_not_public_opens_for_drafters_only(
    store: Store, address: str
) -> None:
    process = factories.process(store, public=False)
    factories.document(store, ["Noch geheim."], slug="intern", within=process)
    async with raw(address, "intern") as client:
        await client.send(type="hello", token=token(store, "moderator"))
        assert await client.closing() == 4404
    async with joined(address, token(store, "drafter"), slug="intern") as client:
        assert client.welcome["document"] == "intern"


async def test_silence_ends_the_socket(address: str) -> None:
    async with raw(address) as client:
        assert await client.closing() == 1008


async def test_frames_before_hello_are_refused_and_hello_still_works(
    address: str,
) -> None:
    async with raw(address) as client:
        await client.send(type="ping")
        assert (await client.receive())["code"] == "bad_frame"
        await client.send(type="hello", since=-1)
        assert (await client.receive())["field"] == "since"
        await client.send(type="hello")
        assert (await client.receive())["type"] == "welcome"
        await client.send(type="hello")
        assert (await client.receive())["code"] == "bad_frame"


@pytest.mark.parametrize(
    "origin", ["https://anderswo.example", "null", "http://127.0.0.1:1", "http://[", ""]
)
async def test_a_foreign_page_opens_no_socket(address: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with raw(address, additional_headers={"Origin": origin}):
            pass
    assert refused.value.response.status_code == 403


async def test_own_and_listed_pages_open_sockets(store: Store, document: None) -> None:
    settings = Settings(origins="https://text.example:444 https://text.example")
    with serving(store, settings) as address:
        own = address.split("/ws/", maxsplit=1)[0].replace("ws:", "http:")
        for origin in (own, "https://text.example"):
            headers = {"Origin": origin}
            async with joined(address, additional_headers=headers) as client:
                assert client.welcome["type"] == "welcome"


async def test_only_this_protocol_is_spoken(address: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with raw(address, subprotocols=["graphql-ws"]):
            pass
    assert refused.value.response.status_code == 403
    async with joined(address, subprotocols=None) as client:
        assert client.connection.subprotocol is None


async def test_all_are_told_how_many_read(store: Store, address: str) -> None:
    secret = token(store)
    async with joined(address) as first:
        assert first.welcome["readers"] == 1
        async with joined(address, secret) as second, joined(address, secret) as third:
            assert (second.welcome["readers"], third.welcome["readers"]) == (2, 2)
            await first.expect("presence", readers=2)
            await third.send(type="presence")
            await third.expect("presence", readers=2)
        await first.expect("presence", readers=1)


async def test_a_ping_is_answered(address: str) -> None:
    async with joined(address) as client:
        await client.send(type="ping")
        await client.expect("pong")


async def test_a_stopping_server_says_so(store: Store, document: None) -> None:
    with serving(store) as address:
        context = joined(address)
        client = await context.__aenter__()
        asking = asyncio.create_task(client.closing())
        await asyncio.sleep(0)
    assert await asking == 1012
    await context.__aexit__(None, None, None)
