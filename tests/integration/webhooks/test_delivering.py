"""Programs are told of public events: signed, again when they were away, and once."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from docservice.db.store import Store
from docservice.db.tables import delivery, webhook
from docservice.services import annotate
from docservice.services.webhooks import delivering, registering
from tests import factories
from tests.integration.http.steps import QUOTE, annotated
from tests.integration.webhooks.receiver import Receiver, receiving
from tests.serving import Site, serving
from tests.sockets import wait_until

pytestmark = pytest.mark.integration

TEXTS = [f"Hier stehen die Worte: {QUOTE}."]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a service with a public text; it tries again at once, three times."""
    monkeypatch.setattr(delivering, "AGAIN", (timedelta(0),) * 3)
    with Store.open(f"sqlite:///{tmp_path / 'hooks.db'}") as store:
        factories.document(store, TEXTS)
        with serving(store) as url, ExitStack() as clients:
            yield Site(url, store, clients)


def follow(site: Site, receiver: Receiver, slug: str | None = None) -> str:
    """Add a receiver; return its id."""
    made = site.store.write_now(
        registering.add, receiver.url, slug, now=datetime.now(UTC)
    )
    receiver.secret = made.secret
    return made.id


def states(site: Site) -> list[str]:
    """Return how all deliveries stand, in the order of their events."""
    rows = select(delivery.c.state).order_by(delivery.c.seq)
    return list(site.store.read_now(lambda connection: connection.scalars(rows).all()))


def test_a_receiver_hears_what_is_public_signed_and_once(site: Site) -> None:
    with receiving() as receiver:
        follow(site, receiver)
        made = annotated(site.citizen("Rike"), body="Bitte neue.")
        drafter = site.drafter()
        address = f"/api/v1/annotations/{made['id']}/disposition"
        secret = {
            "outcome": "noted",
            "reason": "Danke.",
            "note": "intern",
            "state": "proposed",
        }
        assert drafter.put(address, json=secret).status_code == 200
        annotated(site.citizen("Bo"), body="Auch.")

        first, second = receiver.wait(2)
        wait_until(lambda: states(site) == ["delivered", "delivered"])

    assert first["type"] == second["type"] == "annotation.created"
    assert first["document"] == "rahmen"
    assert first["data"]["id"] == made["id"]
    assert first["data"]["body"] == "Bitte neue."
    assert second["seq"] > first["seq"] + 1  # what is internal came between
    assert len(set(receiver.keys)) == len(receiver.keys) == 2


@pytest.mark.parametrize("status", [500, 404, 302])
def test_who_did_not_take_a_message_gets_it_again_under_its_id(
    site: Site, status: int
) -> None:
    with receiving(status, status) as receiver:
        follow(site, receiver)
        annotated(site.citizen())

        receiver.wait(1)

    assert len(receiver.keys) == 3
    assert len(set(receiver.keys)) == 1


def test_a_message_that_is_never_taken_is_given_up(site: Site) -> None:
    with receiving(*[503] * 4) as receiver:
        follow(site, receiver)
        annotated(site.citizen())
        wait_until(lambda: states(site) == ["failed"])
        annotated(site.citizen())

        receiver.wait(1)

    assert len(receiver.keys) == 5


def test_who_is_gone_is_told_nothing_more(site: Site) -> None:
    with receiving(410) as receiver:
        key = follow(site, receiver)
        annotated(site.citizen())
        wait_until(lambda: states(site) == ["failed"])
        ended = select(webhook.c.ended_at).where(webhook.c.id == key)
        assert site.store.read_now(lambda connection: connection.scalar(ended))
        annotated(site.citizen())

    assert states(site) == ["failed"]


def test_nobody_listening_is_tried_again_and_then_given_up(site: Site) -> None:
    with receiving() as receiver:
        follow(site, receiver)
    annotated(site.citizen())

    wait_until(lambda: states(site) == ["failed"])


def test_a_slow_receiver_holds_up_no_other_and_gets_no_hidden_words(site: Site) -> None:
    moderator = factories.actor(site.store, "moderator")
    with receiving(slow=True) as slow, receiving() as quick:
        follow(site, slow)
        follow(site, quick)
        annotated(site.citizen())
        wait_until(lambda: len(quick.taken) == 1)
        hidden = annotated(site.citizen(), body="Geheimes Wort")
        site.store.write_now(
            annotate.moderate, moderator, hidden["id"], hide=True, now=datetime.now(UTC)
        )
        slow.held.set()
        told = slow.wait(3)

    assert [each["type"] for each in told] == [
        "annotation.created",
        "annotation.created",
        "annotation.hidden",
    ]
    assert "Geheimes Wort" not in str(told)


def test_only_the_document_that_is_followed_and_only_while_public(site: Site) -> None:
    within = factories.process(site.store, public=False, slug="intern")
    factories.document(site.store, TEXTS, slug="intern", within=within)
    factories.document(site.store, TEXTS, slug="anderes")
    with receiving() as one, receiving() as every:
        follow(site, one, "rahmen")
        follow(site, every)
        drafter = factories.actor(site.store, "drafter")
        for slug in ("intern", "anderes", "rahmen"):
            remark, now = factories.remark(QUOTE), datetime.now(UTC)
            site.store.write_now(annotate.annotate, drafter, slug, remark, now=now)
        one.wait(1)
        every.wait(2)
        wait_until(lambda: sorted(states(site)) == ["delivered"] * 3 + ["dropped"])

    assert {each["document"] for each in one.taken} == {"rahmen"}
    assert {each["document"] for each in every.taken} == {"rahmen", "anderes"}
