"""A long file on its way."""

from dataclasses import dataclass

from docservice.http.views.reading import DocumentView


@dataclass(frozen=True, slots=True)
class MakingView:
    """`done` of `total` rows are made; `total` is 0 where nobody counts.

    `size` is in bytes, 0 until the file is ready; `here` is this page, `file` the file.
    """

    document: DocumentView
    kind: str
    done: int
    total: int
    seconds: int
    size: int
    here: str
    file: str

    @property
    def share(self) -> int:
        """Return how much is done, as a percentage."""
        return 100 * min(self.done, self.total) // self.total if self.total else 0
