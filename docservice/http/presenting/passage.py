"""A passage of a revision among the words around it."""

from dataclasses import dataclass

from annotations.anchor import Place
from versions.outline import numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a place, and what stands before and after them in the paragraph.

    `paragraph` is the number of the first one, 0 for a heading.
    """

    paragraph: int
    before: str
    marked: str
    after: str


def passage_at(revision: Revision, place: Place, around: int) -> Passage | None:
    """Return the passage with up to `around` code points on each side.

    None says that the revision lacks a paragraph of the place.
    """
    first = revision.index_of(ParagraphId(place.start.paragraph))
    last = revision.index_of(ParagraphId(place.end.paragraph))
    if first is None or last is None:
        return None
    texts = revision.texts
    head, tail = texts[first][: place.start.offset], texts[last][place.end.offset :]
    if first == last:
        marked = texts[first][place.start.offset : place.end.offset]
    else:
        ends = texts[first][place.start.offset :], texts[last][: place.end.offset]
        marked = "\n".join((ends[0], *texts[first + 1 : last], ends[1]))
    return Passage(
        numbers(revision.paragraphs)[revision.paragraphs[first].id],
        head if len(head) <= around else f"…{head[-around:]}",
        marked,
        tail if len(tail) <= around else f"{tail[:around]}…",
    )
