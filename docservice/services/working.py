"""Work in the background that one process does for all, however many run.

It holds a lease, which it renews while it works; another process takes over when the
lease has run out.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from docservice.db import leases
from docservice.db.events import Event, Unit
from docservice.db.ids import uuid7
from docservice.db.store import Store

LEASE_S = 30  # how long a dead process holds others up
RENEW_S = 10
TICK_S = 5.0  # the floor: what no event announces is found by then
PAUSE_S = 0.5  # between rounds, so that a lively debate is read in groups

log = structlog.get_logger(__name__)


class Worker:
    """Calls `do_round` while it holds the lease `name`, soon after each event.

    A round is expected to end early when `may_go_on` says no.
    """

    def __init__(
        self, store: Store, name: str, do_round: Callable[[], Awaitable[None]]
    ) -> None:
        self._store = store
        self._name = name
        self._do_round = do_round
        self._holder = uuid7()
        self._held_until = 0.0  # of the monotonic clock
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()

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
                        await self._do_round()
                except Exception:
                    log.exception("work_failed", work=self._name)
                await self._rest()
        finally:
            unsubscribe()
            renewing.cancel()
            await self._take_lease(0)

    def stop(self) -> None:
        """End after what is on its way."""
        self._stop.set()
        self._wake.set()

    def hurry(self) -> None:
        """Begin the next round at once: there is more to do."""
        self._wake.set()

    @property
    def may_go_on(self) -> bool:
        """Whether this process still is the one, and is not to stop."""
        return self._holds and not self._stop.is_set()

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
                log.exception("lease_failed", work=self._name)
            await asyncio.sleep(RENEW_S)

    async def _take_lease(self, seconds: int) -> bool:
        def take(unit: Unit) -> bool:
            now = datetime.now(UTC)
            until = now + timedelta(seconds=seconds)
            return leases.take(
                unit.connection, self._name, self._holder, now=now, until=until
            )

        return await self._store.write(take)
