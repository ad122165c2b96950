"""Names for new rows: time-ordered UUIDs, and short ids for paragraphs."""

import secrets
import time
import uuid

from versions.paragraph import ParagraphId

# Without vowels and look-alikes: no words by accident, safe to read out and in URLs.
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
PARAGRAPH_ID_LENGTH = 10  # 27**10 names: no clash among millions in one document


def uuid7() -> str:
    """Return a UUID of version 7 (RFC 9562 §5.7): milliseconds, then randomness."""
    stamp = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = (stamp & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 62) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def paragraph_id() -> ParagraphId:
    """Return a new lasting id for a paragraph; it starts with a letter for HTML."""
    first = secrets.choice(ALPHABET[:19])
    rest = (secrets.choice(ALPHABET) for _ in range(PARAGRAPH_ID_LENGTH - 1))
    return ParagraphId(first + "".join(rest))
