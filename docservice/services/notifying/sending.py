"""The worker that tells people: one at a time, however many processes run.

It holds a lease, which it renews while it works; another process takes over when the
lease has run out. A mail is noted as sent right after the server took it. Should the
process die in between, the mail is sent again under the same Message-ID, by which
mail programs know it: that window cannot be closed from one side.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from docservice.db import keys, leases, outbox, subscriptions
from docservice.db.events import Event, Unit
from docservice.db.ids import uuid7
from docservice.db.outbox import Mail
from docservice.db.store import Store
from docservice.services.mail import Letter, Mailer
from docservice.services.notifying import composing, deriving, reminding
from docservice.services.notifying.contents import Contents, read_contents
from docservice.services.notifying.links import KEY, token_of
from docservice.settings import Settings

LEASE = "notifying"
LEASE_S = 30  # how long a dead process holds others up
RENEW_S = 10
TICK_S = 5.0  # the floor: what no event announces is found by then
PAUSE_S = 0.5  # between rounds, so that a lively debate is read in groups
UNREACHABLE_S = 60.0
BATCH = 20  # mails before receipts that came meanwhile have their turn
CLOCK_S = 300  # between looks at phases and at what may be forgotten
UNCONFIRMED = timedelta(days=30)
KEPT = timedelta(days=180)
# After each attempt that the server put off; then the mail is given up.
AGAIN = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440, 1440))

log = structlog.get_logger(__name__)
Write = Callable[[Contents, str], Letter]


class Notifier:
    """Derives, composes and sends until it is stopped; without a mailer it only skips.

    `write` puts contents into words; the token in its links is its second argument.
    """

    def __init__(
        self, store: Store, settings: Settings, mailer: Mailer | None, write: Write
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._write = write
        self._window = timedelta(minutes=settings.digest_minutes)
        self._ahead = timedelta(hours=settings.remind_hours)
        self._holder = uuid7()
        self._held_until = 0.0  # of the monotonic clock
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()
        self._clock_at = 0.0
        self._again_at = 0.0

    async def run(self) -> None:
        """Work until `stop`; whatever goes wrong is logged, and tried again."""
        loop = asyncio.get_running_loop()

        def wake(_events: Sequence[Event]) -> None:
            loop.call_soon_threadsafe(self._wake.set)

        unsubscribe = self._store.subscribe(wake)
        renewing = asyncio.create_task(self._keep_lease())
        try:
            while not self._stop.is_set():
                self._wake.clear()
                try:
                    if self._holds:
                        await self._round()
                except Exception:
                    log.exception("notifying_failed")
                await self._rest()
        finally:
            unsubscribe()
            renewing.cancel()
            await self._take_lease(0)

    def stop(self) -> None:
        """End after the mail that is on its way."""
        self._stop.set()
        self._wake.set()

    @property
    def _holds(self) -> bool:
        return time.monotonic() < self._held_until

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(PAUSE_S):
                await self._stop.wait()
        except TimeoutError:
            pass
        try:
            async with asyncio.timeout(TICK_S):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _keep_lease(self) -> None:
        while True:
            try:
                had = self._holds
                asked = time.monotonic()
                held = await self._take_lease(LEASE_S)
                self._held_until = asked + LEASE_S if held else 0.0
                if held and not had:
                    self._wake.set()
            except Exception:
                log.exception("lease_failed")
            await asyncio.sleep(RENEW_S)

    async def _take_lease(self, seconds: int) -> bool:
        def take(unit: Unit) -> bool:
            now = datetime.now(UTC)
            until = now + timedelta(seconds=seconds)
            return leases.take(
                unit.connection, LEASE, self._holder, now=now, until=until
            )

        return await self._store.write(take)

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
            self._wake.set()
        for mail in mails:
            if self._stop.is_set() or not self._holds:
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
        if self._mailer is None:
            await self._store.write(deriving.skip, found.reached)
        else:
            await self._store.write(deriving.store, found)
        return True

    async def _look_at_the_clock(self) -> None:
        now = datetime.now(UTC)
        found = await self._store.read(reminding.plan, now=now, ahead=self._ahead)
        if found is not None:
            await self._store.write(deriving.store, found)
        await self._store.write(_tidy, now=now)

    async def _send(self, mailer: Mailer, mail: Mail) -> bool:
        """Send a mail and note it; return whether the server could be asked."""
        contents = await self._store.read(read_contents, mail)
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
