"""What the people in a room show of themselves: cursors, names, what they work on.

Each Yjs client has a state with a clock that only it moves on. Clients repeat to the
server what they heard of others, so only what is newer is passed on. A state belongs
to the socket that brought its newest clock, and goes with it.
Source: y-protocols/awareness.js.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from docservice.realtime.ysync import Seen

STATE_BYTES: Final = 4_096  # a cursor, a name, a colour: some 300
CLIENTS_EACH: Final = 16  # windows of one browser speak for each other

Owner = TypeVar("Owner")


class TooMuch(Exception):
    """Somebody shows more than a room can hold for each."""


@dataclass(slots=True)
class _Held(Generic[Owner]):
    clock: int
    state: str | None
    owner: Owner


@dataclass(slots=True)
class Awareness(Generic[Owner]):
    """The states of a room; `Owner` is a socket."""

    _held: dict[int, _Held[Owner]] = field(default_factory=dict)
    _clients: dict[Owner, set[int]] = field(default_factory=dict)

    def take(self, owner: Owner, seen: Iterable[Seen]) -> list[int]:
        """Take what a socket says; return the clients of whom it was news.

        Raises:
            TooMuch: a state is too large, or they are too many.
        """
        news = []
        for each in seen:
            if each.state is not None and len(each.state.encode()) > STATE_BYTES:
                raise TooMuch(f"a presence has at most {STATE_BYTES} bytes")
            known = self._held.get(each.client)
            if known is None:
                if each.state is None:
                    continue
                if len(self._clients.get(owner, ())) >= CLIENTS_EACH:
                    raise TooMuch(f"a socket speaks for at most {CLIENTS_EACH} clients")
            elif each.clock < known.clock or (
                each.clock == known.clock
                and (each.state is not None or known.owner != owner)
            ):
                continue
            if known is not None:
                self._clients[known.owner].discard(each.client)
            self._clients.setdefault(owner, set()).add(each.client)
            self._held[each.client] = _Held(each.clock, each.state, owner)
            news.append(each.client)
        return news

    def leave(self, owner: Owner) -> list[Seen]:
        """Forget what a socket brought; return what the others are to be told."""
        return [
            Seen(client, held.clock, None)
            for client in self._clients.pop(owner, ())
            if (held := self._held.pop(client)).state is not None
        ]

    def states_of(self, owner: Owner) -> list[str]:
        """Return what the clients that a socket speaks for show, as JSON."""
        return [
            state
            for client in self._clients.get(owner, ())
            if (state := self._held[client].state) is not None
        ]

    def now(self, clients: Iterable[int] | None = None) -> list[Seen]:
        """Return the states of these clients, by default of all that are there."""
        if clients is None:
            return [
                Seen(client, held.clock, held.state)
                for client, held in self._held.items()
                if held.state is not None
            ]
        return [
            Seen(client, held.clock, held.state)
            for client in clients
            if (held := self._held.get(client)) is not None
        ]
