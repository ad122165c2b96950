"""What use cases need of the live draft, which lies above them."""

from typing import Protocol


class LiveDraft(Protocol):
    """The draft as people write it together."""

    async def settle(self, slug: str) -> None:
        """Bring the draft's rows up to date with it, and it with them.

        Does nothing where nobody ever wrote live, or where there is no such document.
        """
