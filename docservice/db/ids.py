"""Names for new rows: time-ordered UUIDs, and short ids for paragraphs."""

import os
import secrets
import threading
import time

from versions.paragraph import ParagraphId

# Without vowels and look-alikes: no words by accident, safe to read out and in URLs.
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
PARAGRAPH_ID_LENGTH = 10  # 27**10 names: no clash among millions in one document


_lock = threading.Lock()
_last = 0  # the time and counter of the newest UUID, 60 bits


def uuid7() -> str:
    """Return a UUID of version 7 that sorts after all made before in this process.

    After the milliseconds come twelve bits that count within one of them (RFC 9562
    §6.2, method 1), then randomness: lists are paged by id, so what is made later
    must not sort before.
    """
    global _last  # noqa: PLW0603 - the one clock of this process
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << 12)
        made = _last
    value = (made >> 12 & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (made & 0xFFF) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def paragraph_id() -> ParagraphId:
    """Return a new lasting id for a paragraph; it starts with a letter for HTML."""
    first = secrets.choice(ALPHABET[:19])
    rest = (secrets.choice(ALPHABET) for _ in range(PARAGRAPH_ID_LENGTH - 1))
    return ParagraphId(first + "".join(rest))
