"""A feed in words, the same for Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry; `html` is safe, times are RFC 3339."""

    id: str
    kind: str
    title: str
    url: str
    html: str
    author: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed; all addresses in it are whole ones."""

    id: str
    title: str
    lang: str
    home: str
    atom: str
    json: str
    updated: str
    entries: Sequence[EntryView]
