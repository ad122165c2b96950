"""The formats as pandoc is told to read and write them.

Markdown is CommonMark with GitHub's tables, strike-out, task lists and bare
addresses, and pandoc's footnotes, sub- and superscript, definition lists and
lettered lists. Left out on purpose: `smart` (it would change quotation marks and
dashes of a text that must stay as written), `tex_math_dollars` (two prices are no
formula), `attributes`, `emoji`, `citations`.
"""

from typing import Final

_MARKDOWN: Final = (
    "commonmark+pipe_tables+strikeout+task_lists+autolink_bare_uris+footnotes"
    "+subscript+superscript+definition_lists+fancy_lists+yaml_metadata_block"
)
READERS: Final = {
    "markdown": _MARKDOWN,
    "html": "html",
    "docx": "docx",
    "odt": "odt",
}
WRITERS: Final = {
    "markdown": _MARKDOWN,
    "html": "html5",
    "docx": "docx",
    "odt": "odt",
    "pdf": "typst",  # which another program sets
}
