"""The page on which a person says what to be written about."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SwitchView:
    """A kind of message, and whether it is wanted."""

    kind: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class MailsView:
    """Where mails go and about what; `action` is where the page's forms are sent.

    `state` is none, waiting, on or off. `by_link` tells who came by a mail, without
    signing in, and `is_guest` who can come back by it: to `comment`, the id of the one
    that the mail is about, and there to the element `place`.
    """

    state: str
    action: str
    by_link: bool
    is_guest: bool
    sends_mail: bool
    address: str = ""
    comment: str = ""
    place: str = ""
    switches: Sequence[SwitchView] = ()
    errors: Sequence[tuple[str, str]] = ()
