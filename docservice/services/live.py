"""What use cases need of the live draft, which lies above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes in the live draft."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of the live draft a revision leaves out that is published now.

    `suggestions` are those that nobody has decided. `writing` are the people who
    wrote a moment ago: what they write on comes too late.
    """

    suggestions: int = 0
    writing: Sequence[Writer] = ()


class LiveDraft(Protocol):
    """The draft as people write it together."""

    async def settle(self, slug: str) -> None:
        """Bring the draft's rows up to date with it, and it with them.

        Does nothing where nobody ever wrote live, or where there is no such document.
        """

    async def left_out(self, slug: str) -> LeftOut:
        """Return what publishing leaves out; nothing where nobody ever wrote live."""

    async def late(self, slug: str) -> Sequence[Writer]:
        """Return whose words the newest revision does not have, though it is of now.

        They wrote between the last look at the draft and its publication. The room
        tells them itself.
        """
