"""Who is in a room: to whom its frames go, who does not keep up, and what they show."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from docservice.realtime import closing, ysync
from docservice.realtime.awareness import Awareness, TooMuch
from docservice.realtime.peer import Peer
from docservice.realtime.wire import frame_of


@dataclass(slots=True)
class Audience:
    """The peers of one room, and the states that their clients have announced."""

    peers: set[Peer] = field(default_factory=set)
    _congested: set[Peer] = field(default_factory=set)
    _awareness: Awareness[Peer] = field(default_factory=Awareness)

    def enter(self, peer: Peer) -> None:
        """Let a peer hear of everything from now on, and show it who is here."""
        self.peers.add(peer)
        if seen := self._awareness.now():
            peer.wire.send_now(frame_of(ysync.presence(seen)))

    def leave(self, peer: Peer) -> None:
        """Forget a peer, and tell the others whom they do not see any more."""
        self.peers.discard(peer)
        self._congested.discard(peer)
        gone = self._awareness.leave(peer)
        if gone and self.peers:
            self.send(frame_of(ysync.presence(gone)))

    def watch(self, peer: Peer, is_congested: bool) -> None:
        """Learn that a peer does not keep up, or does again."""
        if is_congested:
            self._congested.add(peer)
        else:
            self._congested.discard(peer)

    def hear(self, peer: Peer, seen: Iterable[ysync.Seen]) -> list[int]:
        """Take what a peer's clients show; return those of whom it was news.

        A peer that shows more than a room can hold for each is closed.
        """
        try:
            news = self._awareness.take(peer, seen)
        except TooMuch as error:
            peer.close(closing.BROKEN, str(error))
            return []
        if news:
            peer.annotation_id = _worked_on(self._awareness.states_of(peer))
        return news

    def shown(self) -> bytes:
        """Return the message with the states of all clients."""
        return ysync.presence(self._awareness.now())

    def send(self, frame: bytes, but: Peer | None = None) -> None:
        """Send a frame to all but one, and close who has too much unsent."""
        for peer in self.peers:
            if peer is not but:
                # What `Wire.send_now` does, without the call and the way by the wire:
                # with hundreds of peers that shows (`make bench-live`, scenario b).
                transport = peer.transport
                if not transport.is_closing():
                    transport.write(frame)
        if self._congested:
            for peer in list(self._congested):
                peer.close_if_slow()

    def show(self, clients: Iterable[int]) -> None:
        """Send the states of these clients as they are now."""
        if seen := self._awareness.now(clients):
            self.send(frame_of(ysync.presence(seen)))


def _worked_on(states: list[str]) -> str | None:
    """Return the comment that a peer says it works on."""
    for state in states:
        shown = json.loads(state)
        claimed = shown.get("annotation") if isinstance(shown, dict) else None
        if isinstance(claimed, str):
            return claimed
    return None
