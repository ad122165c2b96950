"""A revision as it goes to a word processor: its text, its remarks, what changed."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from docservice.services.exporting.review.remarks import Remark
from docservice.services.exporting.review.signs import Rank, Signed
from docservice.services.exporting.review.steps import Step
from docservice.services.exporting.tree import Node
from versions.diff import diff
from versions.paragraph import Content
from versions.text import Span


@dataclass(frozen=True, slots=True)
class Review:
    """A new text beside the old one, which is the same where no changes are asked for.

    `author` and `at` are whom and when the file gives for the changes, `lang` is the
    language of the text.
    """

    old: Sequence[Content]
    new: Sequence[Content]
    steps: Sequence[Step]
    remarks: Sequence[Remark]
    author: str
    at: str
    lang: str


class Layout(ABC):
    """Lays a review out as paragraphs with signs; each format has its own signs."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._paragraphs: list[Signed] = []

    def paragraphs(self) -> Sequence[Signed]:
        """Return the paragraphs of the file, in order."""
        review = self._review
        placed: dict[int, Signed] = {}
        for step in review.steps:
            if step.new is None:
                if step.old is not None:
                    self._lose(review.old[step.old])
                continue
            content = Signed.of(review.new[step.new])
            placed[step.new] = content
            self._place(content)
            if step.old is None:
                self._add_whole(content)
            else:
                self._add_changes(review.old[step.old], content)
        self._finish()
        for remark in review.remarks:
            self._remark(remark, placed)
        return self._paragraphs

    def _add_changes(self, old: Content, content: Signed) -> None:
        for change in diff(old.text, content.text):
            if len(change.old):
                self._gone(content, change.new.start, old, change.old)
            if len(change.new):
                self._new(content, change.new)

    def _remark(self, remark: Remark, placed: dict[int, Signed]) -> None:
        start, end = remark.passage.start, remark.passage.end
        opening, closing = self._edges(remark)
        if start == end:
            opening, closing = [*opening, *closing], []
        placed[start.paragraph].add(start.offset, Rank.OPENING, opening)
        placed[end.paragraph].add(end.offset, Rank.CLOSING, closing)

    def _place(self, content: Signed) -> None:
        """Put a paragraph of the new text behind those before it."""
        self._paragraphs.append(content)

    @abstractmethod
    def _lose(self, old: Content) -> None:
        """Show a paragraph that is gone as a whole."""

    @abstractmethod
    def _add_whole(self, content: Signed) -> None:
        """Mark a paragraph that is new as a whole."""

    @abstractmethod
    def _gone(self, content: Signed, offset: int, old: Content, span: Span) -> None:
        """Show at `offset` the words of `old` in `span`, which are gone."""

    @abstractmethod
    def _new(self, content: Signed, span: Span) -> None:
        """Mark the words in `span` as new."""

    @abstractmethod
    def _edges(self, remark: Remark) -> tuple[list[Node], list[Node]]:
        """Return what opens and what closes the passage of a remark."""

    @abstractmethod
    def _finish(self) -> None:
        """Place what waited for a further paragraph."""
