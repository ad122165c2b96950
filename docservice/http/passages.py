"""The text of paragraphs as HTML, made once for as long as there is room for it.

A published paragraph never changes, and most of a document is the same in every
revision; so what is kept is named by the content and the paragraph's id alone.
"""

from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from versions.paragraph import Content

KEPT = 20_000  # paragraphs of each language, about 20 MB
Passage = Callable[[Content, str], Markup]


def passages(environment: Environment) -> Passage:
    """Return what turns a paragraph's content and id into its element and footnotes."""

    @lru_cache(maxsize=KEPT)
    def passage(content: Content, paragraph: str) -> Markup:
        template = environment.get_template("passage.html")
        return Markup(template.render(body=content, pid=paragraph))  # noqa: S704 - autoescaped

    return passage
