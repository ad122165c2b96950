"""Rates: token buckets per person, per network address and per socket.

A bucket holds at most one burst and fills steadily. Buckets live in this process
alone: with several processes behind a balancer each admits the full rate, which
bounds abuse as well and needs no shared state. Used on the event loop only.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from dataclasses import dataclass

from docservice.db.people import Person
from docservice.services.errors import TooMany
from docservice.settings import Settings

KEPT_BUCKETS = 20_000  # about 4 MB; the one unused for longest is forgotten first
RETRY_MOST_S = 3600.0  # what a rate of zero asks people to wait


@dataclass(slots=True)
class TokenBucket:
    """Holds up to `burst` tokens and gains `per_s` each second; begins full."""

    per_s: float
    burst: float
    tokens: float
    filled_at: float  # seconds of a monotonic clock

    @classmethod
    def full(cls, per_s: float, burst: float, now: float) -> "TokenBucket":
        """Return a bucket from which a whole burst can be taken at once."""
        return cls(per_s, burst, burst, now)

    def spend(self, now: float, tokens: float) -> float:
        """Take tokens in any case; return how many seconds until none are owed."""
        gained = max(0.0, now - self.filled_at) * self.per_s
        self.tokens = min(self.burst, self.tokens + gained) - tokens
        self.filled_at = now
        if self.tokens >= 0:
            return 0.0
        return min(-self.tokens / self.per_s if self.per_s else math.inf, RETRY_MOST_S)

    def take(self, now: float) -> float:
        """Take a token and return 0, or return how many seconds it is away."""
        gained = max(0.0, now - self.filled_at) * self.per_s
        self.tokens = min(self.burst, self.tokens + gained)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        missing = (1 - self.tokens) / self.per_s if self.per_s else math.inf
        return min(missing, RETRY_MOST_S)


class Buckets:
    """Token buckets by key; memory stays bounded whoever knocks."""

    def __init__(self, per_min: float, kept: int = KEPT_BUCKETS) -> None:
        self.per_min = per_min
        self._kept = kept
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def require(self, key: str, now: float) -> None:
        """Take a token of this key's bucket; a burst is one minute's worth.

        Raises:
            TooMany: it is empty.
        """
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = TokenBucket.full(self.per_min / 60, self.per_min, now)
            self._buckets[key] = bucket
            if len(self._buckets) > self._kept:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        if wait_s := bucket.take(now):
            raise TooMany(wait_s)


class Rates:
    """The limits that pages, API and sockets share; one object per process."""

    def __init__(self, settings: Settings) -> None:
        self._people = Buckets(settings.person_writes_per_min)
        self._guests = Buckets(settings.guest_writes_per_min)
        self._sign_ins = Buckets(settings.sign_ins_per_min)
        self._downloads = Buckets(settings.downloads_per_min)

    def require_write(
        self, person: Person, address: str, now: float | None = None
    ) -> None:
        """Count a remark, reply or vote; guests by address, as names cost nothing.

        Raises:
            TooMany: the person or the address is over its rate.
        """
        moment = time.monotonic() if now is None else now
        if person.is_guest:
            self._guests.require(network_of(address), moment)
        else:
            self._people.require(person.id, moment)

    def writes_per_min(self, person: Person | None) -> float:
        """Return how many remarks, replies and votes somebody may send."""
        buckets = self._guests if person and person.is_guest else self._people
        return buckets.per_min

    def require_sign_in(self, address: str, now: float | None = None) -> None:
        """Count a sign-in attempt or a request for a link.

        Raises:
            TooMany: the address is over its rate.
        """
        moment = time.monotonic() if now is None else now
        self._sign_ins.require(network_of(address), moment)

    def require_download(
        self, person: Person | None, address: str, now: float | None = None
    ) -> None:
        """Count a file that is made; by address where nobody has an account.

        Raises:
            TooMany: the person or the address is over its rate.
        """
        moment = time.monotonic() if now is None else now
        if person is None or person.is_guest:
            self._downloads.require(network_of(address), moment)
        else:
            self._downloads.require(person.id, moment)


def network_of(address: str) -> str:
    """Return what counts as one place in the network.

    For IPv6 that is the /64 which a household gets, or an attacker would have 2**64
    buckets; for IPv4 the address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
