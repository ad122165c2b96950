"""Sixteen kinds of frames that no honest client sends."""

import random
from collections.abc import Callable

from pycrdt import Doc, Text

Frame = bytes | str


def number(value: int) -> bytes:
    """Return a whole number as lib0 writes it."""
    found = bytearray()
    while value > 0x7F:
        found.append(0x80 | value & 0x7F)
        value >>= 7
    return bytes((*found, value))


def message(step: int, data: bytes) -> bytes:
    """Return a sync message."""
    return bytes((0, step)) + number(len(data)) + data


def _good() -> bytes:
    doc: Doc[Text] = Doc(client_id=4711)
    doc.get("note", type=Text).insert(0, "böse Worte")
    return doc.get_update()


GOOD = _good()


def _flipped(dice: random.Random) -> bytes:
    data = bytearray(GOOD)
    for _ in range(3):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return message(2, bytes(data))


def _presence(data: bytes) -> bytes:
    return b"\x01" + number(len(data)) + data


KINDS: dict[str, Callable[[random.Random], Frame]] = {
    "random bytes": lambda d: d.randbytes(1 + d.randrange(60)),
    "an empty frame": lambda _: b"",
    "random after a header": lambda d: (
        bytes((0, d.randrange(4))) + d.randbytes(d.randrange(40))
    ),
    "a truncated update": lambda d: message(2, GOOD[: d.randrange(len(GOOD))]),
    "a truncated frame": lambda d: message(2, GOOD)[: d.randrange(len(GOOD))],
    "flipped bits": _flipped,
    "a huge length": lambda _: b"\x00\x02" + b"\xff" * 7 + b"\x7f\x01\x02",
    "a huge number of structs": lambda _: message(
        2, bytes((255, 255, 255, 255, 15, 255, 255, 255, 255, 15, 1, 0))
    ),
    "a huge set of deletions": lambda _: message(
        2, bytes((0, 1, 1, 255, 255, 255, 255, 15, 0, 1))
    ),
    "an endless number": lambda _: b"\x00\x02\x0c" + b"\xff" * 11 + b"\x01",
    "an update of the future": lambda d: message(
        2, bytes((1, 1, 5, 255, 255, 3, 0x84, 5, 1, 3)) + d.randbytes(3) + b"\x00"
    ),
    "a bad state vector": lambda _: message(0, bytes((255, 255, 255, 15, 1))),
    "a garbled presence": lambda _: bytes((1, 5, 1, 255, 255, 255, 3)),
    "a presence that is no JSON": lambda _: _presence(b"\x01\x09\x01\x04{bad"),
    "an unknown type": lambda _: bytes((99, 1, 2, 3)),
    "a text frame": lambda _: "Hallo",
}
