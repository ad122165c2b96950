"""The draft socket's frames: y-protocols, sync version 1 and awareness, as bytes.

Numbers are unsigned, little-endian, seven bits a byte (lib0). One message per frame.
A state vector or an update is opaque here; `ydoc` reads it.
Source: github.com/yjs/y-protocols, PROTOCOL.md.
"""

import json
from dataclasses import dataclass
from typing import Final

SYNC, AWARENESS, AUTH, ASK_AWARENESS = 0, 1, 2, 3
STEP_1, STEP_2, UPDATE = 0, 1, 2
DENIED = 0
MORE: Final = 0x80  # the bit of a byte that another one follows
MOST_BITS = 53  # JavaScript's whole numbers
KEYSTROKE = bytes((SYNC, UPDATE))  # followed by one byte of length if it is short
HEADER = 3  # bytes before a keystroke's update
NOTHING = b"\x00\x00"  # an update of no structs and no deletions


class Broken(Exception):
    """A frame that is no message of this protocol."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Sync step 1: what the sender has, as a state vector; it asks for the rest."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """Something to be added: sync step 2, or an update."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """What one Yjs client shows of itself; `state` is JSON, None once it has left."""

    client: int
    clock: int
    state: str | None


@dataclass(frozen=True, slots=True)
class Presence:
    """What clients show of themselves."""

    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class AskPresence:
    """Ask for what all others show of themselves."""


Message = Ask | Update | Presence | AskPresence


def parse(frame: bytes) -> Message:
    """Read a client's frame.

    Raises:
        Broken: it is no message of this protocol.
    """
    size = len(frame) - HEADER
    if 0 <= size < MORE and frame.startswith(KEYSTROKE) and frame[HEADER - 1] == size:
        return Update(frame[HEADER:])  # nearly every frame; the rest costs three calls
    kind, at = _number(frame, 0)
    if kind == SYNC:
        step, at = _number(frame, at)
        data, at = _bytes(frame, at)
        _require_end(frame, at)
        if step == STEP_1:
            return Ask(_vector(data))
        if step in (STEP_2, UPDATE):
            return Update(data)
        raise Broken(f"there is no sync message {step}")
    if kind == AWARENESS:
        data, at = _bytes(frame, at)
        _require_end(frame, at)
        return Presence(_seen(data))
    if kind == ASK_AWARENESS:
        _require_end(frame, at)
        return AskPresence()
    raise Broken(f"there is no message of type {kind}")


def ask(vector: bytes) -> bytes:
    """Return sync step 1."""
    return b"\x00\x00" + _with_length(vector)


def answer(data: bytes) -> bytes:
    """Return sync step 2."""
    return b"\x00\x01" + _with_length(data)


def update(data: bytes) -> bytes:
    """Return an update."""
    return b"\x00\x02" + _with_length(data)


def presence(seen: list[Seen]) -> bytes:
    """Return what clients show of themselves."""
    parts = [number(len(seen))]
    for each in seen:
        state = "null" if each.state is None else each.state
        parts += (
            number(each.client),
            number(each.clock),
            _with_length(state.encode()),
        )
    return b"\x01" + _with_length(b"".join(parts))


def denied(reason: str) -> bytes:
    """Return that the sender may not take part, for people who read consoles."""
    return bytes((AUTH, DENIED)) + _with_length(reason.encode())


def number(value: int) -> bytes:
    """Return a whole number as lib0 writes it."""
    found = bytearray()
    while value >= MORE:
        found.append(MORE | value & 0x7F)
        value >>= 7
    found.append(value)
    return bytes(found)


def _with_length(data: bytes) -> bytes:
    return number(len(data)) + data


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < MOST_BITS:
        if at >= len(data):
            raise Broken("the frame ends within a number")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < MORE:
            return value, at
        shift += 7
    raise Broken("a number is too large")


def _bytes(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = _number(data, at)
    if length > len(data) - at:
        raise Broken("a length points beyond the end of the frame")
    return data[at : at + length], at + length


def _require_end(data: bytes, at: int) -> None:
    if at != len(data):
        raise Broken("the frame goes on after its message")


def _vector(data: bytes) -> bytes:
    """Refuse a vector that announces more than it can hold: memory is taken for it."""
    count, at = _number(data, 0)
    if count > (len(data) - at) // 2:
        raise Broken("a state vector announces more clients than it holds")
    return data


def _seen(data: bytes) -> tuple[Seen, ...]:
    count, at = _number(data, 0)
    if count > len(data) // 3:
        raise Broken("a presence announces more clients than it holds")
    found = []
    for _ in range(count):
        client, at = _number(data, at)
        clock, at = _number(data, at)
        raw, at = _bytes(data, at)
        found.append(Seen(client, clock, _state(raw)))
    _require_end(data, at)
    return tuple(found)


def _state(raw: bytes) -> str | None:
    try:
        text = raw.decode()
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Broken(f"a presence is no JSON: {error}") from None
    return None if value is None else text
