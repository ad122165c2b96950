"""Read what an operator's file says of a process, with errors that name the key.

The file is TOML (https://toml.io); docs/operations.md explains it by an example. It
says all of a process but its gate: a key that is left out has its default, a phase
that is left out is none.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from annotations.phase import PHASE_KINDS, Phase
from docservice.db.documents import NewProcess, Stage
from docservice.services.errors import Invalid
from docservice.services.lines import is_line
from docservice.services.process_gate import GATES, GateKind
from docservice.services.publishing import LANGS, TITLE_CHARS, require_slug
from docservice.services.requests import choice, text

SLUG_CHARS = 80
SUMMARY_CHARS = 5_000  # a page's worth; all of it stands above the texts
CONTACT_CHARS = 1_000
KEYS = (
    "slug",
    "title",
    "summary",
    "lang",
    "time_zone",
    "contact",
    "public",
    "guests",
    "four_eyes",
    "gate",
    "links",
    "stages",
    "phases",
)
NEEDED = ("slug", "title", "lang")
STAGE_KEYS = ("title", "phases")
PHASE_KEYS = ("kind", "title", "begin", "end")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ProcessFile:
    """What a file says; with `gate` None it leaves the gate as it is."""

    process: NewProcess
    gate: GateKind | None


def read_process_file(source: str) -> ProcessFile:
    """Read a file.

    Raises:
        Invalid: it is no TOML, or a key breaks a rule; the message names the key as
            it is reached, lists counted from 1: `stages[2].phases[1].end`.
    """
    try:
        fields = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"the file is no TOML: {error}") from error
    _check_keys(fields, KEYS, NEEDED, "")
    slug = require_slug(text(fields, "slug", SLUG_CHARS))
    lang = choice(fields, "lang", LANGS)
    zone = _zone(fields)
    gate = choice(fields, "gate", GATES) if "gate" in fields else None
    outside = Stage("", _phases(fields, zone, "")) if "phases" in fields else None
    process = NewProcess(
        slug=slug,
        title=_line(fields, "title", ""),
        summary=text(fields, "summary", SUMMARY_CHARS, least=0),
        lang=lang,
        contact=text(fields, "contact", CONTACT_CHARS, least=0),
        links=_links(fields),
        time_zone=zone.key,
        is_public=_flag(fields, "public", default=True),
        guests_may_comment=_flag(fields, "guests", default=False),
        four_eyes=_flag(fields, "four_eyes", default=False),
        stages=(*((outside,) if outside else ()), *_stages(fields, zone)),
    )
    return ProcessFile(process, gate)


def _check_keys(
    fields: Mapping[str, object],
    known: Collection[str],
    needed: Collection[str],
    within: str,
) -> None:
    """Refuse what is missing, and what is unknown: most likely it is misspelled."""
    for key in fields:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"
            path = _path(within, key)
            raise Invalid(f"{path} is no key here; {remedy}", path)
    for key in needed:
        if key not in fields:
            path = _path(within, key)
            raise Invalid(f"{path} is missing; add a line {key} = …", path)


def _path(within: str, key: str) -> str:
    return f"{within}.{key}" if within else key


def _line(fields: Mapping[str, object], name: str, within: str) -> str:
    value = text(fields, name, TITLE_CHARS, within=within)
    if not is_line(value):
        path = _path(within, name)
        raise Invalid(f"{path} is one line without invisible characters", path)
    return value


def _flag(fields: Mapping[str, object], name: str, *, default: bool) -> bool:
    value = fields.get(name, default)
    if not isinstance(value, bool):
        raise Invalid(f"{name} needs to be true or false, without quotes", name)
    return value


def _zone(fields: Mapping[str, object]) -> ZoneInfo:
    name = text({"time_zone": "Europe/Berlin", **fields}, "time_zone", 64)
    try:
        return ZoneInfo(name)
    # No such zone, a name that is no path, a folder of zones.
    except (KeyError, ValueError, OSError):
        raise Invalid(
            "time_zone needs the name of a time zone such as Europe/Berlin",
            "time_zone",
        ) from None


def _links(fields: Mapping[str, object]) -> dict[str, str]:
    links = fields.get("links", {})
    if not isinstance(links, dict):
        raise Invalid(
            'links needs to be a table of lines such as "Impressum" = "https://…"',
            "links",
        )
    for title, address in links.items():
        path = f'links."{title}"'
        if not is_line(title):
            raise Invalid(f"{path} needs a visible title, in one line", path)
        if not isinstance(address, str) or not _is_address(address):
            raise Invalid(f"{path} needs an address that begins with https://", path)
    return links


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("https", "http")
            and bool(parts.hostname)
            and is_line(address)
            and " " not in address
        )
    except ValueError:  # brackets around what is no IPv6 address
        return False


def _tables(
    fields: Mapping[str, object], name: str, within: str
) -> Sequence[Mapping[str, object]]:
    rows = fields.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        path = _path(within, name)
        heading = ".".join((*(("stages",) if within else ()), name))
        raise Invalid(f"{path} needs to be written as [[{heading}]]", path)
    return rows


def _stages(fields: Mapping[str, object], zone: ZoneInfo) -> tuple[Stage, ...]:
    found = []
    for number, row in enumerate(_tables(fields, "stages", ""), 1):
        within = f"stages[{number}]"
        _check_keys(row, STAGE_KEYS, ("title",), within)
        title, phases = _line(row, "title", within), _phases(row, zone, within)
        if not phases:
            raise Invalid(
                f"{within} has no phases; add [[stages.phases]] below it, or leave"
                " the stage out",
                within,
            )
        found.append(Stage(title, phases))
    return tuple(found)


def _phases(
    fields: Mapping[str, object], zone: ZoneInfo, within: str
) -> tuple[Phase, ...]:
    rows = _tables(fields, "phases", within)
    return tuple(
        _phase(row, zone, _path(within, f"phases[{number}]"))
        for number, row in enumerate(rows, 1)
    )


def _phase(row: Mapping[str, object], zone: ZoneInfo, within: str) -> Phase:
    _check_keys(row, PHASE_KEYS, PHASE_KEYS, within)
    kind = choice(row, "kind", PHASE_KINDS, within=within)
    begin = _moment(row, "begin", zone, within)
    end = _moment(row, "end", zone, within)
    if end <= begin:
        raise Invalid(f"{within}.end needs to come after its begin", f"{within}.end")
    return Phase(kind, _line(row, "title", within), begin, end)


def _moment(
    row: Mapping[str, object], name: str, zone: ZoneInfo, within: str
) -> datetime:
    """Return a moment in UTC; a day alone begins at its midnight and ends at the next.

    That is how people say it: until Friday, and Friday is one of the days.
    """
    value = row.get(name)
    try:
        if isinstance(value, datetime):
            local = value if value.tzinfo else value.replace(tzinfo=zone)
            return local.astimezone(UTC)
        if isinstance(value, date):
            day = value + DAY if name == "end" else value
            return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:  # the first or the last year that a date can have
        pass
    path = f"{within}.{name}"
    raise Invalid(
        f"{path} needs a day or a time without quotes, such as 2027-03-01 or"
        " 2027-03-01T18:00:00",
        path,
    )
