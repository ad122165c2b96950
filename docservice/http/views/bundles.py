"""Comments that say the same: bundles, and what is proposed as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.disposition import Outcome
from docservice.http.views.reading import DocumentView

Show = Literal["proposed", "made"]
SHOWS: tuple[Show, ...] = ("proposed", "made")


@dataclass(frozen=True, slots=True)
class AlikeView:
    """A comment among those it is like.

    `share` is the percentage of words that it has in common with the first one, 0 where
    none is compared; `overlaps` tells that both are on the same passage. `bundled` counts
    the comments of its bundle, for which it stands.
    """

    id: str
    href: str
    author: str
    words: str
    paragraph: int
    outcome: Outcome | None
    share: int = 0
    overlaps: bool = False
    bundled: int = 0


@dataclass(frozen=True, slots=True)
class GroupView:
    """A bundle or a proposal for one; `href` is where a bundle is answered."""

    comments: Sequence[AlikeView]
    answered: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class BundlesView:
    """All that bundles.html shows; `proposed` and `made` say how many there are."""

    document: DocumentView
    show: Show
    page: int
    proposed: int
    made: int
    groups: Sequence[GroupView]
    previous: str
    next: str
    errors: Sequence[tuple[str, str]] = ()
