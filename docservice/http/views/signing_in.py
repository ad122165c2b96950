"""The pages on which people sign in."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInView:
    """The form that asks for a link; `next` is where to go afterwards."""

    sends_mail: bool
    is_sent: bool = False
    next: str = ""
    email: str = ""
    name: str = ""
    errors: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """The button behind a link; `is_void` where the link works no more."""

    is_void: bool
    next: str = ""


@dataclass(frozen=True, slots=True)
class SignOutView:
    """The question to who could not come back; `stay` is where they came from."""

    sends_mail: bool
    stay: str
