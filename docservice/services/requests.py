"""What people send, read from JSON with errors that name the field and the remedy.

REST, the socket and the forms share these, so that a body that is refused in one is
refused in all.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from annotations.disposition import NEEDS_CHANGE, OUTCOMES, Outcome
from annotations.selector import Position, Quote
from annotations.thread import MOTIVATIONS, Motivation
from docservice.db.codec import dump_json
from docservice.services.errors import Invalid
from docservice.services.lines import is_blank

BODY_CHARS = 5_000  # default of the setting `body_chars`
QUOTE_CHARS = 20_000
LANG_CHARS = 16
KEY_CHARS = 128
WITHOUT_BODY: tuple[Motivation, ...] = ("highlighting", "editing")  # may be, not must
MAX_NUMBER = 999_999_999  # fits every engine's integer

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Remark:
    """A new annotation as asked for; `target` is a span or a quote to be found."""

    revision: int
    target: tuple[Position, Position] | Quote
    motivation: Motivation
    body: str
    replacement: str | None
    lang: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A disposition as asked for; `changes` None leaves the links as they are.

    One that is only proposed waits for a colleague's decision.
    """

    outcome: Outcome
    reason: str
    note: str
    duplicate_of: str | None
    changes: tuple[str, ...] | None
    without_change: str = ""
    state: Literal["proposed", "decided"] = "decided"


def fingerprint(request: object) -> str:
    """Return the digest by which a resend is told from another use of its key.

    `request` is JSON or made of dataclasses.
    """
    return hashlib.sha256(dump_json(request).encode()).hexdigest()


def remark(raw: object, *, body_chars: int = BODY_CHARS) -> Remark:
    """Read a new annotation.

    Raises:
        Invalid: naming the field.
    """
    fields = mapping(raw, "body")
    motivation = choice(fields, "motivation", MOTIVATIONS, default="commenting")
    replacement = (
        text(fields, "replacement", body_chars) if motivation == "editing" else None
    )
    if motivation != "editing" and fields.get("replacement") is not None:
        raise Invalid("replacement belongs to the motivation 'editing'", "replacement")
    return Remark(
        revision=whole(fields, "revision", least=1),
        target=_target(fields.get("target")),
        motivation=motivation,
        body=text(
            fields, "body", body_chars, least=0 if motivation in WITHOUT_BODY else 1
        ),
        replacement=replacement,
        lang=text(fields, "lang", LANG_CHARS) if fields.get("lang") else None,
    )


def _target(raw: object) -> tuple[Position, Position] | Quote:
    fields = mapping(raw, "target")
    if "quote" in fields and "start" not in fields:
        quote = mapping(fields["quote"], "target.quote")
        return Quote(
            text(quote, "exact", QUOTE_CHARS, within="target.quote", strip=False),
            _context(quote, "prefix"),
            _context(quote, "suffix"),
        )
    if "start" not in fields:
        raise Invalid(
            "target needs start and end, each with paragraph and offset, or a quote"
            " with exact",
            "target.start",
        )
    start = position(fields["start"], "target.start")
    return start, position(fields.get("end"), "target.end")


def _context(quote: Mapping[str, object], name: str) -> str:
    if quote.get(name) is None:
        return ""
    return text(quote, name, QUOTE_CHARS, within="target.quote", least=0, strip=False)


def position(raw: object, field: str) -> Position:
    """Read a position: a paragraph's id and an offset in it."""
    fields = mapping(raw, field)
    return Position(
        text(fields, "paragraph", 36, within=field),
        whole(fields, "offset", least=0, within=field),
    )


def answer(raw: object, *, body_chars: int = BODY_CHARS) -> Answer:
    """Read a disposition.

    Raises:
        Invalid: naming the field.
    """
    fields = mapping(raw, "body")
    outcome = choice(fields, "outcome", OUTCOMES)
    duplicate_of = None
    if outcome == "duplicate_of":
        duplicate_of = text(fields, "duplicate_of", 36)
    elif fields.get("duplicate_of"):
        raise Invalid("duplicate_of belongs to that outcome only", "duplicate_of")
    without_change = text(
        {"without_change": fields.get("without_change") or ""},
        "without_change",
        body_chars,
        least=0,
    )
    if without_change and outcome not in NEEDS_CHANGE:
        raise Invalid("without_change belongs to what was accepted", "without_change")
    changes = fields.get("changes")
    if changes is not None and not (
        isinstance(changes, list) and all(isinstance(c, str) for c in changes)
    ):
        raise Invalid("changes is a list of ids of changes", "changes")
    return Answer(
        outcome=outcome,
        reason=text(fields, "reason", body_chars),
        note=text(fields, "note", body_chars, least=0) if fields.get("note") else "",
        duplicate_of=duplicate_of,
        changes=None if changes is None else tuple(changes),
        without_change=without_change,
        state=choice(fields, "state", ("proposed", "decided"), default="decided"),
    )


def mapping(raw: object, field: str) -> Mapping[str, object]:
    """Return `raw` as a JSON object."""
    if not isinstance(raw, Mapping):
        raise Invalid(f"{field} needs to be a JSON object", field)
    return raw


def text(
    fields: Mapping[str, object],
    name: str,
    most: int,
    *,
    least: int = 1,
    within: str = "",
    strip: bool = True,
) -> str:
    """Return a field as NFC text of `least` to `most` characters.

    Unless it is taken as it is (`strip` false), one in which nothing can be seen is
    empty.
    """
    field = f"{within}.{name}" if within else name
    raw = fields.get(name, "" if least == 0 else None)
    if not isinstance(raw, str):
        raise Invalid(f"{field} needs to be text", field)
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise Invalid(f"{field} holds half a character (surrogate)", field) from None
    value = unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))
    if strip:
        value = "" if is_blank(value) else value.strip()
    if "\x00" in value:
        raise Invalid(f"{field} holds a NUL character; remove it", field)
    if len(value) < least:
        raise Invalid(f"{field} is empty", field)
    if len(value) > most:
        raise Invalid(
            f"{field} has {len(value)} characters; shorten it to {most}", field
        )
    return value


def whole(
    fields: Mapping[str, object],
    name: str,
    *,
    least: int,
    most: float = MAX_NUMBER,
    within: str = "",
) -> int:
    """Return a field as a whole number from `least` to `most`."""
    field = f"{within}.{name}" if within else name
    raw = fields.get(name)
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < least:
        raise Invalid(f"{field} needs a whole number of at least {least}", field)
    if raw > most:
        raise Invalid(f"{field} needs a whole number of at most {most}", field)
    return raw


def choice(
    fields: Mapping[str, object],
    name: str,
    allowed: tuple[Word, ...],
    default: Word | None = None,
    *,
    within: str = "",
) -> Word:
    """Return a field as one of the allowed words."""
    field = f"{within}.{name}" if within else name
    raw = fields.get(name, default)
    for word in allowed:
        if raw == word:
            return word
    raise Invalid(f"{field} is one of {', '.join(allowed)}", field)


def key_of(raw: object) -> str | None:
    """Return an idempotency key.

    Raises:
        Invalid: it is no text of 1 to 128 characters.
    """
    if raw is None:
        return None
    return text({"key": raw}, "key", KEY_CHARS)
