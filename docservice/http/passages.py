"""Paragraphs as HTML, made once for as long as there is room for them.

A published paragraph never changes, and most of a document is the same in every
revision; so the text is kept under the content and the paragraph's id alone. On the
reading page a comment changes the foot of one paragraph; the others stay as they are.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from docservice.http.views.reading import ParagraphView
from versions.paragraph import Content

KEPT = 20_000  # paragraphs of each language, about 20 MB
KEPT_AS_READ = 5_000  # with their feet, about 10 MB
Passage = Callable[[Content, str], Markup]
ReadParagraph = Callable[[ParagraphView, str, int, bool], Markup]


def passages(environment: Environment) -> Passage:
    """Return what turns a paragraph's content and id into its element and footnotes."""

    @lru_cache(maxsize=KEPT)
    def passage(content: Content, paragraph: str) -> Markup:
        template = environment.get_template("passage.html")
        return Markup(template.render(body=content, pid=paragraph))  # noqa: S704 - autoescaped

    return passage


def read_paragraphs(environment: Environment) -> ReadParagraph:
    """Return what draws a paragraph of a revision, by slug and number, to be read.

    The last argument tells whether comments can be written.
    """

    @lru_cache(maxsize=KEPT_AS_READ)
    def paragraph(view: ParagraphView, slug: str, number: int, is_open: bool) -> Markup:
        template: Any = environment.get_template("macros/paragraph.html")
        drawn: Markup = template.module.paragraph(view, slug, number, is_open)
        return drawn

    return paragraph
