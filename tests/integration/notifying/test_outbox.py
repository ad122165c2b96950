"""The outbox loses nothing and repeats nothing that it knows to be sent."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from docservice.access import Actor
from docservice.db import leases, outbox
from docservice.db.outbox import Message
from docservice.db.store import Store
from docservice.db.tables import mail, message
from docservice.services.accounts import new_guest
from docservice.services.notifying import composing, deriving, subscribing
from tests import factories
from tests.factories import NOW
from tests.integration.notifying.conftest import posting
from tests.mailing import BASE, SENDER, Mailbox, mail_server
from tests.sockets import WAIT_S, wait_until

pytestmark = pytest.mark.integration

PEOPLE = 12


@contextmanager
def serve(folder: Path, database: str, smtp: str) -> Iterator["subprocess.Popen[str]"]:
    """Run the service as a process of its own; it is ended with the block."""
    settings = {"smtp_url": smtp, "base_url": BASE, "mail_from": SENDER}
    named = {f"RANDNOTIZ_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "docservice", "serve", "--port", "0"]
    with (folder / "errors").open("a") as errors:
        process = subprocess.Popen(
            [*command, "--database", database],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=os.environ | named,
            cwd=folder,
        )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=WAIT_S)


def subscribers(store: Store, count: int) -> None:
    """Let people comment who left an address, all confirmed."""
    within = factories.process(store, guests=True)
    factories.document(store, ["Die alten Worte."], within=within)
    for number in range(count):
        issued = store.write_now(new_guest, name=f"Gast {number}", now=NOW, lang="de")
        store.write_now(
            subscribing.subscribe,
            issued.person,
            f"gast{number}@example.org",
            lang="de",
            now=NOW,
        )
        find = subscribing.of_person(issued.person)
        store.write_now(subscribing.confirm, find, now=NOW)
        factories.annotation(store, Actor(issued.person), "alten Worte")


class Deadly(Mailbox):
    """Kills the process that sends, once, before or after it takes a mail."""

    def __init__(self, after: int, *, accepts: bool) -> None:
        super().__init__()
        self.pid = 0
        self.killed = threading.Event()
        self._after = after
        self._accepts = accepts

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a mail; kill its sender at the chosen one."""
        if self.attempts == self._after and not self.killed.is_set():
            if self._accepts:
                await super().handle_DATA(server, session, envelope)
            os.kill(self.pid, signal.SIGKILL)
            self.killed.set()
            return "250 OK"
        return await super().handle_DATA(server, session, envelope)


@pytest.mark.slow
@pytest.mark.parametrize("accepts", [True, False])
def test_a_killed_sender_loses_no_mail_and_repeats_one_at_most(
    tmp_path: Path, database: str, *, accepts: bool
) -> None:
    with Store.open(database) as store:
        subscribers(store, PEOPLE)
    mailbox = Deadly(5, accepts=accepts)
    with mail_server(mailbox) as smtp:
        with serve(tmp_path, database, smtp) as first:
            mailbox.pid = first.pid
            assert mailbox.killed.wait(WAIT_S)
        with Store.open(database) as store:
            _end_lease(store)
        with serve(tmp_path, database, smtp) as second:
            mailbox.pid = second.pid
            # One store for all looks: opening one costs more than what is waited for.
            with Store.open(database) as store:
                wait_until(lambda: _unsent(store) == 0)

    sent = Counter(str(each["To"]) for each in mailbox.mails)
    ids = Counter(str(each["Message-ID"]) for each in mailbox.mails)
    assert set(sent) == {f"gast{number}@example.org" for number in range(PEOPLE)}
    # The mail that was accepted while its sender died goes out again, under its name.
    again = 1 if accepts else 0
    assert sum(sent.values()) == PEOPLE + again
    assert len(ids) == PEOPLE
    assert all(re.fullmatch(r"<[0-9a-f-]{36}@example\.org>", each) for each in ids)


def test_a_mail_that_is_put_off_is_sent_later_and_one_refused_is_not(
    tmp_path: Path,
) -> None:
    mailbox = Mailbox("451 busy", "550 no such user")
    with posting(tmp_path, mailbox) as post:
        post.comment("spaeter@example.org", "A")
        wait_until(lambda: mailbox.attempts == 1)
        post.comment("nie@example.org", "B")
        wait_until(lambda: mailbox.attempts == 2)
        states = select(mail.c.state, mail.c.attempts).order_by(mail.c.id)
        wait_until(
            lambda: (
                post.store.read_now(lambda c: [tuple(r) for r in c.execute(states)])
                == [("waiting", 1), ("failed", 0)]
            )
        )

    assert mailbox.mails == []


def test_one_process_works_until_its_lease_runs_out(store: Store) -> None:
    def take(holder: str, minute: int) -> bool:
        now = NOW + timedelta(minutes=minute)
        until = now + timedelta(minutes=5)
        return store.write_now(
            lambda unit: leases.take(unit.connection, "x", holder, now=now, until=until)
        )

    assert [take("a", 0), take("b", 1), take("a", 2), take("b", 3)] == [
        True,
        False,
        True,
        False,
    ]
    assert take("b", 8)
    assert not take("a", 9)


def test_events_are_told_once_however_often_they_are_read(store: Store) -> None:
    subscribers(store, 1)
    plan = store.read_now(deriving.plan, now=NOW, window=timedelta(0))
    assert plan is not None

    store.write_now(deriving.store, plan)
    store.write_now(deriving.store, plan)

    kinds = select(message.c.kind).order_by(message.c.kind)
    told = store.read_now(lambda connection: list(connection.scalars(kinds)))
    assert told == ["address", "receipt"]
    assert store.read_now(deriving.plan, now=NOW, window=timedelta(0)) is None


def test_ten_messages_make_one_mail_after_the_window(store: Store) -> None:
    subscribers(store, 1)
    (person_id,) = store.read_now(
        lambda connection: list(connection.scalars(select(message.c.person_id)))
    )
    due = NOW + timedelta(minutes=30)
    news = [
        Message(person_id, "reply", str(n), None, None, "", NOW, due) for n in range(10)
    ]
    store.write_now(lambda unit: outbox.insert_messages(unit.connection, news))
    store.write_now(composing.compose, now=NOW)  # the question about the address
    later = [Message(person_id, "reply", "x", None, None, "", NOW, due)]
    store.write_now(lambda unit: outbox.insert_messages(unit.connection, later))

    early = store.write_now(composing.compose, now=due - timedelta(seconds=1))
    late = store.write_now(composing.compose, now=due)

    assert (early, late) == (0, 1)
    assert _count(store, mail) == 2


def _count(store: Store, table: Any) -> int:
    query = select(func.count()).select_from(table)
    return store.read_now(lambda connection: int(connection.scalar(query) or 0))


def _end_lease(store: Store) -> None:
    """Do as if the dead process's lease had run out."""
    store.write_now(
        lambda unit: unit.connection.exec_driver_sql(
            "UPDATE lease SET until = '2000-01-01 00:00:00'"
        )
    )


def _unsent(store: Store) -> int:
    waiting = select(func.count()).where(mail.c.state == "waiting")
    unmailed = select(func.count()).where(message.c.mail_id.is_(None))
    return store.read_now(
        lambda c: int(c.scalar(waiting) or 0) + int(c.scalar(unmailed) or 0)
    )
