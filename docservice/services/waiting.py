"""The decided answers of a document that are not public yet."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from docservice.db import dispositions

MARK_CHARS = 16  # 64 bits: it tells states apart, it proves nothing


@dataclass(frozen=True, slots=True)
class Waiting:
    """Answers as (annotation id, version), and a mark by which they are known again.

    Somebody agrees to publish what a page told; the mark says whether it still is that.
    """

    answers: tuple[tuple[str, int], ...]

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self.answers)

    @property
    def mark(self) -> str:
        """Return what names exactly these answers, empty for none."""
        if not self.answers:
            return ""
        listed = "\n".join(f"{key}:{version}" for key, version in self.answers)
        return sha256(listed.encode()).hexdigest()[:MARK_CHARS]


def waiting_in(connection: Connection, document_id: str) -> Waiting:
    """Return the newest answers that are decided only."""
    return Waiting(tuple(dispositions.unpublished(connection, document_id)))
