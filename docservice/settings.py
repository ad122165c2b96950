"""Every setting of the service: type, default, unit and a sentence.

Each is the environment variable `RANDNOTIZ_` followed by its name in capitals.
`docs/settings.md` lists them; a test compares both.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

PREFIX = "RANDNOTIZ_"


class SettingError(ValueError):
    """A setting cannot be read; `name` is its environment variable."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} needs {expected}, not {value!r}")
        self.name = name


def setting(default: Any, sentence: str) -> Any:
    """Declare a setting with what it does in one sentence."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, read once at start."""

    database: str = setting(
        "sqlite:///randnotiz.db", "Where the data lies: sqlite:///path."
    )
    host: str = setting("127.0.0.1", "The address that `serve` listens on.")
    port: int = setting(8000, "The port that `serve` listens on.")
    base_url: str = setting(
        "",
        "The public address, such as https://text.example.org; needed to send mails.",
    )
    origins: str = setting(
        "", "Further origins that may open sockets and post, separated by spaces."
    )
    time_zone: str = setting(
        "Europe/Berlin", "Time zone of what belongs to no process, as a region's name."
    )
    site_name: str = setting("Randnotiz", "The name that every page shows.")
    operator: str = setting("", "Who runs the service; shown beside its name.")
    imprint_url: str = setting("", "Address of the legal notice; empty hides the link.")
    privacy_url: str = setting("", "Address of the privacy notice; empty hides it.")
    log_level: str = setting("INFO", "Least severe log lines that are written.")
    log_json: bool = setting(True, "Whether log lines are JSON; false for terminals.")
    read_threads: int = setting(4, "How many database reads run side by side.")
    upload_bytes: int = setting(20_000_000, "Largest file that can be imported, bytes.")
    body_bytes: int = setting(1_000_000, "Largest other request body, bytes.")
    body_chars: int = setting(5_000, "Longest comment or reply, characters.")
    frame_bytes: int = setting(65_536, "Largest frame on a socket, bytes.")
    socket_frames_per_s: float = setting(
        20.0, "Frames that one socket may send per second, with bursts of five seconds."
    )
    person_writes_per_min: float = setting(
        120.0, "Remarks, replies and votes that one person may send per minute."
    )
    guest_writes_per_min: float = setting(
        20.0, "The same for guests, counted by network address."
    )
    sign_ins_per_min: float = setting(
        20.0, "Sign-in attempts and link requests per minute and network address."
    )
    backlog_bytes: int = setting(
        1_000_000, "Unsent bytes after which a slow reader's socket is closed."
    )
    draft_frame_bytes: int = setting(
        4_000_000, "Largest frame on a draft's socket, bytes; a day's work fits."
    )
    draft_bytes_per_s: float = setting(
        2_000_000.0, "Bytes taken from one draft's socket per second, bursts of five."
    )
    draft_backlog_bytes: int = setting(
        4_000_000, "Unsent bytes after which a slow drafter's socket is closed."
    )
    session_days: int = setting(30, "Days until a session ends.")
    link_hours: int = setting(72, "Hours until an unused sign-in link ends.")
    smtp_url: str = setting(
        "", "Mail server, smtp://user:password@host:port; empty sends no mail."
    )
    mail_from: str = setting("randnotiz@localhost", "Sender of the mails.")
    forwarded: bool = setting(
        False, "Whether a proxy in front sets X-Forwarded-For and -Proto truthfully."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read all settings from `environment`, the process's own by default.

        Raises:
            SettingError: a value does not fit its type.
        """
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for declared in fields(cls):
            name = PREFIX + declared.name.upper()
            if name in source:
                values[declared.name] = _parse(name, source[name], declared.type)
        return cls(**values)


def _parse(name: str, value: str, kind: Any) -> Any:
    """Return `value` as `kind`."""
    if kind is bool:
        truths = {"1": True, "true": True, "yes": True, "on": True}
        truths |= {"0": False, "false": False, "no": False, "off": False}
        if value.strip().lower() not in truths:
            raise SettingError(name, value, "true or false")
        return truths[value.strip().lower()]
    if kind in (int, float):
        try:
            number = kind(value)
        except ValueError:
            raise SettingError(name, value, "a number") from None
        if number < 0:
            raise SettingError(name, value, "a number that is not negative")
        return number
    return value
