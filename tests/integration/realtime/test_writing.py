"""What comes in over a socket: by whom, when, how often, and what is told about it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from annotations.phase import Phase
from docservice.access import ANONYMOUS, open_document
from docservice.db.documents import Stage
from docservice.db.people import Role
from docservice.db.store import Store
from docservice.db.tables import person
from docservice.services import accounts, annotate
from docservice.settings import Settings
from tests import factories
from tests.integration.realtime.conftest import TEXTS
from tests.sockets import HASTE, joined, remark, serving, token, token_of

pytestmark = pytest.mark.integration
PATIENT = replace(HASTE, recheck_s=3600)


def _change(store: Store, person_id: str | None, **values: object) -> None:
    store.write_now(
        lambda unit: unit.connection.execute(
            update(person).where(person.c.id == person_id).values(**values)
        )
    )


def _seq(connection: Connection) -> int:
    return open_document(connection, ANONYMOUS, "rahmen").document.seq


async def test_two_people_see_each_others_remarks(store: Store, address: str) -> None:
    async with (
        joined(address, token(store, name="Rike")) as rike,
        joined(address, token(store, name="Jo")) as jo,
    ):
        made = await rike.write("annotate", **remark("hundert Kilometer", "Wo?"))
        (told,) = await jo.hear(2)
        assert (made["type"], made["seq"]) == ("ack", told["seq"])
        assert (told["event"], told["data"]["id"]) == ("annotation.created", made["id"])
        assert told["data"]["author"]["name"] == "Rike"
        assert told["data"]["target"]["quote"]["exact"] == "hundert Kilometer"
        reply = await jo.write("reply", annotation=made["id"], body="Überall.")
        vote = await jo.write("support", annotation=made["id"], on=True)
        again = await jo.write("support", annotation=made["id"], on=True)
        assert again["type"] == "ack"
        events = await rike.hear(4)
    assert [e["event"] for e in events] == [
        "annotation.created",
        "reply.created",
        "support.changed",
    ]
    assert (events[1]["data"]["id"], events[1]["data"]["replies"]) == (reply["id"], 1)
    assert events[2]["data"] == {"annotation": made["id"], "support": 1}
    assert [reply["seq"], vote["seq"]] == [3, 4]


async def test_nobody_supports_their_own_remark(store: Store, address: str) -> None:
    async with joined(address, token(store)) as client:
        made = await client.write("annotate", **remark("hundert Kilometer", "Wo?"))
        answer = await client.write("support", annotation=made["id"], on=True)
    assert (answer["type"], answer["code"]) == ("error", "conflict")


async def test_ones_own_event_comes_before_its_ack(store: Store, address: str) -> None:
    async with joined(address, token(store)) as client:
        made = await client.write("annotate", **remark("Parks"))
        assert [e["seq"] for e in client.events] == [made["seq"]]


async def test_a_resend_with_the_same_key_is_answered_alike_and_stored_once(
    store: Store, address: str
) -> None:
    secret = token(store)
    wanted = remark("Parks") | {"key": "k-1"}
    async with joined(address, secret) as client:
        first = await client.write("annotate", **wanted)
        assert await client.write("annotate", **wanted) == first
        replied = {"key": "k-2", "annotation": first["id"], "body": "Ja."}
        second = await client.write("reply", **replied)
    async with joined(address, secret, since=0) as client:
        assert await client.write("annotate", **wanted) == first
        assert await client.write("reply", **replied) == second
        other = await client.write("annotate", **remark("Parks", "Anders", key="k-1"))
        assert (other["type"], other["code"]) == ("error", "conflict")
        assert [e["seq"] for e in await client.hear(3)] == [1, 2, 3]


async def test_a_key_sent_on_many_sockets_at_once_is_stored_once(
    store: Store, address: str
) -> None:
    secret = token(store)

    async def send() -> dict[str, Any]:
        async with joined(address, secret) as client:
            return await client.write("annotate", **remark("Parks", key="einmal"))

    answers = await asyncio.gather(*(send() for _ in range(12)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["type"] == "ack"
    async with joined(address) as client:
        assert client.welcome["seq"] == 2


async def test_without_a_name_one_only_reads(store: Store, address: str) -> None:
    made = factories.annotation(store, factories.actor(store, "citizen"), "Parks")
    async with joined(address) as client:
        for frame in (
            {"type_": "annotate", **remark("Parks")},
            {"type_": "reply", "annotation": made.id, "body": "Ja."},
            {"type_": "support", "annotation": made.id, "on": True},
        ):
            answer = await client.write(**frame)
            assert answer["code"] == "unauthenticated"
        assert client.events == []


ROLES: tuple[Role | None, ...] = (None, "citizen", "moderator", "drafter", "admin")
OPEN = {"annotate": "ack", "reply": "ack", "support": "ack"}
CLOSED = dict.fromkeys(OPEN, "phase_closed")
DRAFTING = OPEN | {"annotate": "phase_closed"}
NOBODY = dict.fromkeys(OPEN, "unauthenticated")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("kind", "answers"),
    [("commenting", OPEN), ("drafting", DRAFTING), ("closed", CLOSED)],
)
async def test_each_phase_opens_to_each_role_what_it_should(
    store: Store, kind: Any, answers: dict[str, str], role: Role | None
) -> None:
    now = datetime.now(UTC)
    day = timedelta(days=1)
    before = Phase("commenting", "Vorher", now - 9 * day, now - 8 * day)
    phase = Phase(kind, "Jetzt", now - day, now + day)
    process = factories.process(store, Stage("", (before, phase)))
    factories.document(store, TEXTS, within=process)
    made = factories.annotation(store, factories.actor(store, "drafter"), "Parks")
    if role is None:
        answers = NOBODY
    elif role in ("drafter", "admin"):
        answers = OPEN
    with serving(store) as address:
        async with joined(address, token(store, role) if role else None) as client:
            found = {}
            for name, fields in (
                ("annotate", remark("Parks")),
                ("reply", {"annotation": made.id, "body": "Ja."}),
                ("support", {"annotation": made.id, "on": True}),
            ):
                answer = await client.write(name, **fields)
                found[name] = answer.get("code", answer["type"])
    assert found == answers


@pytest.mark.parametrize(("guests", "expected"), [(True, "ack"), (False, "forbidden")])
async def test_guests_comment_where_the_process_welcomes_them(
    store: Store, guests: bool, expected: str
) -> None:
    factories.document(store, TEXTS, within=factories.process(store, guests=guests))
    guest = store.write_now(
        accounts.new_guest, name="Gast", now=datetime.now(UTC), lang="de"
    )
    headers = {"Cookie": f"randnotiz_session={guest.secret}"}
    with serving(store) as address:
        async with joined(address, additional_headers=headers) as client:
            answer = await client.write("annotate", **remark("Parks"))
    assert answer.get("code", answer["type"]) == expected


async def test_an_annotation_of_another_document_is_not_found_here(
    store: Store, address: str
) -> None:
    factories.document(store, ["Ganz anderes."], slug="anderes")
    who = factories.actor(store, "citizen")
    elsewhere = factories.annotation(store, who, "anderes", slug="anderes")
    async with joined(address, token_of(store, who)) as client:
        for kind, fields in (("reply", {"body": "Ja."}), ("support", {"on": True})):
            for wanted in (elsewhere.id, "nirgends"):
                answer = await client.write(kind, annotation=wanted, **fields)
                assert answer["code"] == "not_found"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"revision": 9}, "revision"),
        ({"revision": "1"}, "revision"),
        ({"revision": 10**40}, "revision"),
        ({"body": ""}, "body"),
        ({"body": "x" * 5_001}, "body"),
        ({"body": "\ud800"}, "body"),
        ({"body": None}, "body"),
        ({"motivation": "shouting"}, "motivation"),
        ({"target": None}, "target"),
        ({"target": {"quote": {"exact": "steht nicht da"}}}, "target.quote.exact"),
        ({"replacement": "neu"}, "replacement"),
    ],
)
async def test_a_wrong_field_is_named_and_changes_nothing(
    store: Store, address: str, fields: dict[str, Any], named: str
) -> None:
    async with joined(address, token(store)) as client:
        answer = await client.write("annotate", **remark("Parks") | fields)
        assert (answer["code"], answer["field"]) == ("bad_request", named)
        assert (await client.write("annotate", **remark("Parks")))["seq"] == 2


async def test_a_remark_withdrawn_meanwhile_takes_no_reply(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "citizen")
    made = factories.annotation(store, who, "Parks")
    store.write_now(annotate.withdraw, who, made.id, now=factories.NOW)
    async with joined(address, token(store)) as client:
        answer = await client.write("reply", annotation=made.id, body="Schade.")
        assert answer["code"] == "conflict"


async def test_a_blocked_person_is_told_and_closed_out(
    store: Store, document: None
) -> None:
    who = factories.actor(store, "citizen")
    # The rights are not looked at between frames here, so the frame has to do it.
    with serving(store, timing=PATIENT) as address:
        async with joined(address, token_of(store, who)) as client:
            assert (await client.write("annotate", **remark("Parks")))["type"] == "ack"
            _change(store, who.id, blocked_at=datetime.now(UTC))
            answer = await client.write("annotate", **remark("Parks"))
            assert answer["code"] == "unauthenticated"
            assert await client.closing() == 4401
    assert store.read_now(_seq) == 2


async def test_signing_out_elsewhere_ends_what_the_socket_may_write(
    store: Store, document: None
) -> None:
    guest = store.write_now(
        accounts.invite, name="Rike", role="citizen", now=datetime.now(UTC)
    )
    session = store.write_now(accounts.redeem, guest.secret, now=datetime.now(UTC))
    assert session is not None
    headers = {"Cookie": f"randnotiz_session={session.secret}"}
    with serving(store, timing=PATIENT) as address:
        async with joined(address, additional_headers=headers) as client:
            store.write_now(accounts.sign_out, session.secret, now=datetime.now(UTC))
            answer = await client.write("annotate", **remark("Parks"))
            assert answer["code"] == "unauthenticated"
            assert await client.closing() == 4401


async def test_a_reader_whose_rights_change_is_closed_without_sending_anything(
    store: Store, address: str
) -> None:
    drafter = factories.actor(store, "drafter")
    async with joined(address, token_of(store, drafter)) as client:
        _change(store, drafter.id, role="citizen")
        assert await client.closing() == 4401
    blocked = factories.actor(store, "citizen")
    async with joined(address, token_of(store, blocked)) as client:
        _change(store, blocked.id, blocked_at=datetime.now(UTC))
        assert await client.closing() == 4401


async def test_a_person_over_the_rate_is_asked_to_wait_on_all_sockets(
    store: Store, document: None
) -> None:
    secret = token(store)
    with serving(store, Settings(person_writes_per_min=3)) as address:
        async with joined(address, secret) as one, joined(address, secret) as two:
            for client in (one, two, one):
                assert (await client.write("annotate", **remark("Parks")))["seq"]
            answer = await two.write("annotate", **remark("Parks"))
            assert answer["code"] == "rate_limited"
            assert 0 < answer["retry_s"] <= 20
        async with joined(address, token(store)) as other:
            assert (await other.write("annotate", **remark("Parks")))["type"] == "ack"


async def test_a_flood_of_frames_is_refused_then_ended(
    store: Store, document: None
) -> None:
    with serving(store, Settings(socket_frames_per_s=1)) as address:
        async with joined(address) as client:
            for _ in range(150):
                await client.send(type="ping")
            assert await client.closing() == 4429
            kinds = [frame["type"] for frame in client.frames]
            assert kinds.count("pong") in (4, 5, 6)
            refused = [f for f in client.frames if f["type"] == "error"]
            assert {f["code"] for f in refused} == {"rate_limited"}
