"""Every setting of the service: type, range, default, unit and a sentence.

Each is the environment variable `RANDNOTIZ_` followed by its name in capitals.
`docs/settings.md` lists them; a test compares both. No `Settings` holds a value that
the service could not run with, so whoever reads one need not check it again.
"""

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "RANDNOTIZ_"


class SettingError(ValueError):
    """A setting does not fit; `name` is its environment variable."""

    def __init__(self, name: str, expected: str, found: str) -> None:
        super().__init__(f"{name} needs {expected}, not {found}")
        self.name = name
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Rule:
    """Which values a setting takes; `expected` goes on after “needs”."""

    expected: str
    fits: Callable[[Any], bool]
    is_secret: bool = False  # no message shows the value


def whole(least: int, most: int | None = None) -> Rule:
    """Take a whole number in this range."""
    if most is None:
        return Rule(f"a whole number of at least {least}", lambda value: value >= least)
    said = f"a whole number from {least} to {most}"
    return Rule(said, lambda value: least <= value <= most)


def between(least: int, most: int) -> Rule:
    """Take any number in this range."""
    said = f"a number from {least} to {most}"
    return Rule(said, lambda value: least <= value <= most)


def address(expected: str, pattern: str, *, is_secret: bool = False) -> Rule:
    """Take nothing, or what has this pattern and a host with a possible port."""
    form = re.compile(pattern)
    return Rule(
        expected,
        lambda value: not value or (bool(form.fullmatch(value)) and _has_place(value)),
        is_secret,
    )


def _has_place(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # the port is no number, or beyond 65535
        return False


def _is_zone(value: str) -> bool:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


LINE = Rule("text in one line", str.isprintable)
FILLED_LINE = Rule(
    "text in one line that is not empty",
    lambda value: value.isprintable() and bool(value.strip()),
)
READ_THREADS = whole(1, 32)  # more would wait for the pool of connections
TRUTH = Rule("true or false", lambda _: True)
# With less than one, not even the first of a minute would be let through.
PER_MIN = Rule(
    "a number of at least 1, or 0 to admit none",
    lambda value: value == 0 or 1 <= value < math.inf,
)
PER_S = Rule("a number of at least 1", lambda value: 1 <= value < math.inf)
WEB_PLACE = r"https?://[^/?#@\s]+/?"
BASE_URL = address("an address such as https://text.example.org", WEB_PLACE)
ORIGINS = Rule(
    "addresses such as https://text.example.org, with spaces between",
    lambda value: all(map(BASE_URL.fits, value.split())),
)
LINK = Rule(
    "an address that begins with https:// or http://, or a path from /",
    lambda value: not value or bool(re.fullmatch(r"(?:https?:/)?/[^/\s]\S*", value)),
)
SMTP_URL = address(
    "smtp://user:password@host:port", r"smtps?://[^/?#\s]+/?", is_secret=True
)
MAIL_FROM = Rule(
    "a mail address", lambda value: bool(re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", value))
)
ZONE = Rule("a region such as Europe/Berlin", _is_zone)
LOG_LEVEL = Rule(
    "DEBUG, INFO, WARNING, ERROR or CRITICAL",
    lambda value: value.upper() in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)


def setting(default: Any, rule: Rule, sentence: str) -> Any:
    """Declare a setting with the values it takes and what it does in one sentence."""
    return field(default=default, metadata={"rule": rule, "sentence": sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, read once at start."""

    database: str = setting(
        "sqlite:///randnotiz.db", FILLED_LINE, "Where the data lies: sqlite:///path."
    )
    host: str = setting(
        "127.0.0.1", FILLED_LINE, "The address that `serve` listens on."
    )
    port: int = setting(8000, whole(0, 65_535), "The port that `serve` listens on.")
    base_url: str = setting(
        "",
        BASE_URL,
        "The public address, such as https://text.example.org; needed to send mails.",
    )
    origins: str = setting(
        "",
        ORIGINS,
        "Further origins that may open sockets and post, separated by spaces.",
    )
    time_zone: str = setting(
        "Europe/Berlin",
        ZONE,
        "Time zone of what belongs to no process, as a region's name.",
    )
    site_name: str = setting(
        "Randnotiz", FILLED_LINE, "The name that every page shows."
    )
    operator: str = setting("", LINE, "Who runs the service; shown beside its name.")
    imprint_url: str = setting(
        "", LINK, "Address of the legal notice; empty hides the link."
    )
    privacy_url: str = setting(
        "", LINK, "Address of the privacy notice; empty hides it."
    )
    log_level: str = setting(
        "INFO", LOG_LEVEL, "Least severe log lines that are written."
    )
    log_json: bool = setting(
        True, TRUTH, "Whether log lines are JSON; false for terminals."
    )
    read_threads: int = setting(
        4, READ_THREADS, "How many database reads run side by side."
    )
    upload_bytes: int = setting(
        20_000_000, whole(1), "Largest file that can be imported, bytes."
    )
    body_bytes: int = setting(
        1_000_000, whole(1_000), "Largest other request body, bytes."
    )
    body_chars: int = setting(5_000, whole(1), "Longest comment or reply, characters.")
    frame_bytes: int = setting(
        65_536, whole(1_000), "Largest frame on a socket, bytes."
    )
    socket_frames_per_s: float = setting(
        20.0,
        PER_S,
        "Frames that one socket may send per second, with bursts of five seconds.",
    )
    person_writes_per_min: float = setting(
        120.0,
        PER_MIN,
        "Remarks, replies and votes that one person may send per minute.",
    )
    guest_writes_per_min: float = setting(
        20.0, PER_MIN, "The same for guests, counted by network address."
    )
    sign_ins_per_min: float = setting(
        20.0,
        PER_MIN,
        "Sign-in attempts and link requests per minute and network address.",
    )
    downloads_per_min: float = setting(
        30.0,
        PER_MIN,
        "Files that one person may take away per minute, or one network address where"
        " nobody is signed in.",
    )
    backlog_bytes: int = setting(
        1_000_000,
        whole(1_000),
        "Unsent bytes after which a slow reader's socket is closed.",
    )
    draft_frame_bytes: int = setting(
        4_000_000,
        whole(1_000),
        "Largest frame on a draft's socket, bytes; a day's work fits.",
    )
    draft_bytes_per_s: float = setting(
        2_000_000.0,
        PER_S,
        "Bytes taken from one draft's socket per second, bursts of five.",
    )
    draft_backlog_bytes: int = setting(
        4_000_000,
        whole(1_000),
        "Unsent bytes after which a slow drafter's socket is closed.",
    )
    session_days: int = setting(30, whole(1, 3_650), "Days until a session ends.")
    link_hours: int = setting(
        72, whole(1, 8_760), "Hours until an unused sign-in link ends."
    )
    smtp_url: str = setting(
        "",
        SMTP_URL,
        "Mail server, smtp://user:password@host:port; empty sends no mail.",
    )
    mail_from: str = setting("randnotiz@localhost", MAIL_FROM, "Sender of the mails.")
    digest_minutes: float = setting(
        30.0,
        between(0, 10_000),
        "Minutes that news wait for others to join them in one mail.",
    )
    remind_hours: float = setting(
        48.0,
        between(0, 10_000),
        "Hours before the end of a phase at which participants are reminded.",
    )
    forwarded: bool = setting(
        False,
        TRUTH,
        "Whether a proxy in front sets X-Forwarded-For and -Proto truthfully.",
    )

    def __post_init__(self) -> None:
        """Check every value by its rule.

        Raises:
            SettingError: one does not fit, or not another.
        """
        for declared in fields(self):
            value, rule = getattr(self, declared.name), declared.metadata["rule"]
            if not rule.fits(value):
                raise _misfit(declared.name, rule, value)
        if self.smtp_url and not self.base_url:
            # The Host header of a request must not decide where a secret link leads.
            expected = f"the public address, as {PREFIX}SMTP_URL is set"
            raise SettingError(f"{PREFIX}BASE_URL", expected, "''")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read all settings from `environment`, the process's own by default.

        Raises:
            SettingError: a value does not fit.
        """
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for declared in fields(cls):
            text = source.get(PREFIX + declared.name.upper())
            if text is not None:
                try:
                    values[declared.name] = _parse(text, declared.type)
                except ValueError:
                    rule = declared.metadata["rule"]
                    raise _misfit(declared.name, rule, text) from None
        return cls(**values)


def _misfit(name: str, rule: Rule, value: object) -> SettingError:
    found = "what is set there" if rule.is_secret else repr(value)
    return SettingError(PREFIX + name.upper(), rule.expected, found)


def _parse(text: str, kind: Any) -> Any:
    """Return `text` as `kind`.

    Raises:
        ValueError: it is none.
    """
    if kind is bool:
        truths = {"1": True, "true": True, "yes": True, "on": True}
        truths |= {"0": False, "false": False, "no": False, "off": False}
        if text.strip().lower() not in truths:
            raise ValueError(text)
        return truths[text.strip().lower()]
    return kind(text)
