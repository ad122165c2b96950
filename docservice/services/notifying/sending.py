"""The worker that tells people.

A mail is noted as sent right after the server took it. Should the process die in
between, the mail is sent again under the same Message-ID, by which mail programs know
it: that window cannot be closed from one side.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from docservice.db import keys, outbox, subscriptions
from docservice.db.events import Unit
from docservice.db.outbox import Mail
from docservice.db.store import Store
from docservice.services.mail import Letter, Mailer
from docservice.services.notifying import composing, deriving, reminding
from docservice.services.notifying.contents import Contents, read_contents
from docservice.services.notifying.links import KEY, token_of
from docservice.services.working import Worker
from docservice.settings import Settings

LEASE = "notifying"
UNREACHABLE_S = 60.0
BATCH = 20  # mails before receipts that came meanwhile have their turn
CLOCK_S = 300  # between looks at phases and at what may be forgotten
UNCONFIRMED = timedelta(days=30)
KEPT = timedelta(days=180)
# After each attempt that the server put off; then the mail is given up.
AGAIN = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440, 1440))

Write = Callable[[Contents, str], Letter]


class Notifier:
    """Derives, composes and sends; without a mailer it derives deliveries only.

    `write` puts contents into words; the token in its links is its second argument.
    `derived` is called when there may be something to deliver.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        mailer: Mailer | None,
        write: Write,
        derived: Callable[[], None],
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._write = write
        self._derived = derived
        self._window = timedelta(minutes=settings.digest_minutes) if mailer else None
        self._ahead = timedelta(hours=settings.remind_hours)
        self._clock_at = 0.0
        self._again_at = 0.0
        self.worker = Worker(store, LEASE, self._round)

    async def _round(self) -> None:
        while await self._derive():
            pass
        if self._mailer is None:
            return
        if time.monotonic() >= self._clock_at:
            await self._look_at_the_clock()
            self._clock_at = time.monotonic() + CLOCK_S
        while await self._store.write(composing.compose, now=datetime.now(UTC)):
            pass
        if time.monotonic() < self._again_at:
            return
        mails = await self._store.read(
            outbox.mails_to_send, now=datetime.now(UTC), limit=BATCH
        )
        if len(mails) == BATCH:
            self.worker.hurry()
        for mail in mails:
            if not self.worker.may_go_on:
                return
            if not await self._send(self._mailer, mail):
                self._again_at = time.monotonic() + UNREACHABLE_S
                return

    async def _derive(self) -> bool:
        found = await self._store.read(
            deriving.plan, now=datetime.now(UTC), window=self._window
        )
        if found is None:
            return False
        await self._store.write(deriving.store, found)
        self._derived()
        return True

    async def _look_at_the_clock(self) -> None:
        now = datetime.now(UTC)
        found = await self._store.read(reminding.plan, now=now, ahead=self._ahead)
        if found is not None:
            await self._store.write(deriving.store, found)
        await self._store.write(_tidy, now=now)

    async def _send(self, mailer: Mailer, mail: Mail) -> bool:
        """Send a mail and note it; return whether the server could be asked."""
        contents = await self._store.read(read_contents, mail, now=datetime.now(UTC))
        if contents is None:
            await self._store.write(_settle, mail, "dropped")
            return True
        key = await self._store.read(keys.get_key, KEY)
        letter = self._write(contents, token_of(key or "", contents.subscription))
        outcome = await mailer.send(letter)
        if outcome == "taken":
            await self._store.write(_settle, mail, "sent")
        elif outcome == "refused":
            await self._store.write(_settle, mail, "failed")
        elif outcome == "later":
            await self._store.write(_put_off, mail, now=datetime.now(UTC))
        return outcome != "unreachable"


def _settle(unit: Unit, mail: Mail, state: outbox.Settled) -> None:
    outbox.settle(unit.connection, mail.id, state)


def _put_off(unit: Unit, mail: Mail, *, now: datetime) -> None:
    if mail.attempts == len(AGAIN):
        outbox.settle(unit.connection, mail.id, "failed")
    else:
        outbox.postpone(unit.connection, mail, until=now + AGAIN[mail.attempts])


def _tidy(unit: Unit, *, now: datetime) -> None:
    subscriptions.delete_unconfirmed(unit.connection, before=now - UNCONFIRMED)
    outbox.delete_settled(unit.connection, before=now - KEPT)
