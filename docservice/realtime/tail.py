"""How far a live draft's log has grown beyond its snapshot, and when it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from docservice.db.draft_log import StoredDraft, StoredUpdate

TAIL_BYTES: Final = 64_000  # below, a snapshot would cost more than it saves
TAIL_ROWS: Final = 100  # the same, when a room is left


@dataclass(slots=True)
class Tail:
    """`seq` is the number of the newest update; sizes are in bytes."""

    seq: int = 0
    _snapshot_bytes: int = 0
    _bytes: int = 0
    _rows: int = 0

    @classmethod
    def of(cls, stored: StoredDraft) -> Self:
        """Return the tail of what is stored."""
        return cls(
            stored.seq,
            len(stored.snapshot),
            sum(map(len, stored.tail)),
            len(stored.tail),
        )

    def grow(self, updates: Sequence[StoredUpdate]) -> None:
        """Count what was stored."""
        self.seq += len(updates)
        self._rows += len(updates)
        self._bytes += sum(len(each.data) for each in updates)

    def is_long(self, *, is_left: bool) -> bool:
        """Return whether a snapshot pays, now that the room is idle or even left."""
        enough = max(TAIL_BYTES, self._snapshot_bytes // 2)
        return self._bytes >= enough or (is_left and self._rows > TAIL_ROWS)

    def cut(self, snapshot_bytes: int) -> None:
        """Begin anew behind a snapshot of this size."""
        self._snapshot_bytes = snapshot_bytes
        self._bytes = self._rows = 0
