"""Text blocks for reasons, and the form that keeps one."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.db.text_blocks import TextBlock
from docservice.http.views.reading import DocumentView


@dataclass(frozen=True, slots=True)
class TextBlocksView:
    """All that text_blocks.html shows; `name` and `body` are what was typed."""

    document: DocumentView
    blocks: Sequence[TextBlock]
    name: str = ""
    body: str = ""
    errors: Sequence[tuple[str, str]] = ()
