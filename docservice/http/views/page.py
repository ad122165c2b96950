"""What every page needs: who looks, in which language, where one can go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PhaseState = Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as others see them."""

    id: str
    name: str
    role: str
    guest: bool = False

    @property
    def initials(self) -> str:
        """Return one or two capitals that stand for the name."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        if not words:
            return "?"
        ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
        return "".join(word[0] for word in ends).upper()

    @property
    def tint(self) -> int:
        """Return which of the five colours of the avatar is theirs (0 to 4).

        From the name, not from `hash`, which differs between processes.
        """
        return sum(map(ord, self.name)) % 5


@dataclass(frozen=True, slots=True)
class LinkView:
    """A place to go; `icon` names a symbol of macros/icon.html."""

    label: str
    href: str
    icon: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class AlternateView:
    """The same page in another language; `name` is the language's own name."""

    lang: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase in the line of a process; times are aware UTC."""

    title: str
    state: PhaseState
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """The frame around any page.

    `nav` is the main navigation, shown again under the thumb on phones (at most four entries).
    `document` is the address part of the document that the page belongs to, if any.
    `notices` are (kind, text) of what just happened: ok, warn or error.
    """

    lang: str
    title: str
    site_name: str
    operator: str = ""
    description: str = ""
    home: str = "/"
    user: PersonView | None = None
    nav: Sequence[LinkView] = ()
    document: str = ""
    alternates: Sequence[AlternateView] = ()
    legal: Sequence[LinkView] = ()
    notices: Sequence[tuple[str, str]] = field(default=())
