"""The document socket's frames, `randnotiz.v1`: JSON objects, one per text frame.

Client frames become commands here, or a `Refused` that names what was wrong; the
parser is strict where JSON is vague (a repeated name, NaN, text that ends in half a
character), as two readers of such a frame could understand different things.
`docs/realtime.md` describes every frame; a test compares both.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from docservice.db.codec import dump_json
from docservice.db.people import Person
from docservice.services import requests, resources
from docservice.services.errors import Invalid
from docservice.services.resources import Resource

SUBPROTOCOL = "randnotiz.v1"
KEY = re.compile(r"[!-~]{1,128}")  # printable ASCII, so that it is echoed unchanged
ID_CHARS = 36
SECRET_CHARS = 200

ErrorCode = Literal[
    "bad_frame",
    "bad_request",
    "unauthenticated",
    "forbidden",
    "not_found",
    "conflict",
    "phase_closed",
    "rate_limited",
    "too_large",
    "replaced",
]


class Refused(Exception):
    """A frame that is answered with an error; nothing was changed by it."""

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        key: str | None = None,
        field: str | None = None,
        retry_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.key = key
        self.field = field
        self.retry_s = retry_s


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame; `since` is the last event that the client has seen."""

    since: int | None
    token: str | None = field(repr=False)  # tracebacks are logged


@dataclass(frozen=True, slots=True)
class Annotate:
    """Store an annotation."""

    key: str
    remark: requests.Remark


@dataclass(frozen=True, slots=True)
class Reply:
    """Store a reply."""

    key: str
    annotation: str
    body: str


@dataclass(frozen=True, slots=True)
class Support:
    """Give support, or take it back."""

    key: str
    annotation: str
    on: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Ask how many people read the document now."""


@dataclass(frozen=True, slots=True)
class Ping:
    """Ask whether the server is there."""


Write = Annotate | Reply | Support
Command = Hello | Write | Presence | Ping


def parse(text: str | None, *, body_chars: int) -> Command:
    """Read a client's frame; None stands for a binary one.

    Raises:
        Refused: `bad_frame` if it is no frame of this protocol, `bad_request` with
            its key if what it asks for breaks a rule.
    """
    if text is None:
        raise Refused("bad_frame", "frames are text, not binary")
    fields = _object(text)
    match fields.get("type"):
        case "hello":
            return _hello(fields)
        case "annotate" | "reply" | "support" as kind:
            return _write(kind, fields, body_chars)
        case "presence":
            return Presence()
        case "ping":
            return Ping()
    raise Refused(
        "bad_frame", "type is one of hello, annotate, reply, support, presence, ping"
    )


def _object(text: str) -> Mapping[str, object]:
    try:
        value = _decoder.decode(text)
    except RecursionError:
        raise Refused("bad_frame", "the JSON is nested too deeply") from None
    except ValueError as error:
        raise Refused("bad_frame", f"this is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise Refused("bad_frame", "a frame is a JSON object")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def _hello(fields: Mapping[str, object]) -> Hello:
    try:
        since = (
            None
            if fields.get("since") is None
            # One beyond the log is answered with `replaced`, however large it is.
            else requests.whole(fields, "since", least=0, most=math.inf)
        )
        token = (
            None
            if fields.get("token") is None
            else requests.text(fields, "token", SECRET_CHARS)
        )
    except Invalid as error:
        raise Refused("bad_request", str(error), field=error.field) from error
    return Hello(since, token)


def _write(
    kind: Literal["annotate", "reply", "support"],
    fields: Mapping[str, object],
    body_chars: int,
) -> Write:
    key = fields.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Refused("bad_frame", "key needs 1 to 128 printable ASCII characters")
    try:
        if kind == "annotate":
            return Annotate(key, requests.remark(fields, body_chars=body_chars))
        annotation = requests.text(fields, "annotation", ID_CHARS)
        if kind == "reply":
            return Reply(key, annotation, requests.text(fields, "body", body_chars))
        return Support(key, annotation, _truth(fields, "on"))
    except Invalid as error:
        raise Refused("bad_request", str(error), key=key, field=error.field) from error


def _truth(fields: Mapping[str, object], name: str) -> bool:
    value = fields.get(name)
    if not isinstance(value, bool):
        raise Invalid(f"{name} needs to be true or false", name)
    return value


def welcome(
    *,
    document: str,
    seq: int,
    revision: int,
    readers: int,
    person: Person | None,
    limits: Resource,
) -> str:
    """Return the answer to hello; all events up to `seq` are stored."""
    return dump_json(
        {
            "type": "welcome",
            "seq": seq,
            "revision": revision,
            "document": document,
            "readers": readers,
            "person": resources.person(person) if person else None,
            "limits": limits,
        }
    )


def ack(key: str, seq: int, subject_id: str) -> str:
    """Return the receipt of a write that is durable."""
    return dump_json({"type": "ack", "key": key, "seq": seq, "id": subject_id})


def error(refused: Refused) -> str:
    """Return the answer to a frame that was refused."""
    frame: Resource = {"type": "error", "code": refused.code, "message": str(refused)}
    if refused.key is not None:
        frame["key"] = refused.key
    if refused.field is not None:
        frame["field"] = refused.field
    if refused.retry_s is not None:
        frame["retry_s"] = round(refused.retry_s, 1)
    return dump_json(frame)


def presence(readers: int) -> str:
    """Return how many people read the document."""
    return dump_json({"type": "presence", "readers": readers})


def pong() -> str:
    """Return the answer to a ping."""
    return '{"type":"pong"}'
