"""The page templates, ready in each language.

Everything a page prints is escaped unless it is `Markup`. Message ids are
English, so English needs no catalogue. One environment per language: macros are
imported without context, and so find their language in the globals.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations, translation
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import docservice
from docservice.http.assets import Assets
from docservice.http.passages import passages, read_paragraphs
from docservice.http.presenting.linked_data import script_json
from docservice.http.views import inline
from docservice.http.views.formatting import Formatter
from docservice.http.views.urls import url

PACKAGE = Path(docservice.__file__).parent
LANGUAGES: Mapping[str, str] = {"de": "Deutsch", "en": "English"}


class CatalogueError(RuntimeError):
    """The catalogue of a language was not compiled."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of the package."""

    environments: Mapping[str, Environment]
    catalogues: Mapping[str, NullTranslations]

    def render(self, name: str, lang: str, **context: object) -> str:
        """Return the page `name` in `lang`; `context` is what the template names."""
        return self.environments[lang].get_template(name).render(context)

    def gettext(self, lang: str, message: str) -> str:
        """Return `message` in `lang`, for texts that Python makes."""
        return self.catalogues[lang].gettext(message)


def load_templates(assets: Assets, zone: ZoneInfo) -> Templates:
    """Return the templates, whose times are shown in `zone`.

    Raises:
        CatalogueError: a language other than English has no compiled catalogue.
    """
    catalogues = {lang: _catalogue(lang) for lang in LANGUAGES}
    environments = {
        lang: _environment(lang, catalogue, assets, zone)
        for lang, catalogue in catalogues.items()
    }
    return Templates(environments, catalogues)


def _environment(
    lang: str, catalogue: NullTranslations, assets: Assets, zone: ZoneInfo
) -> Environment:
    """Return the environment of one language."""
    environment = Environment(
        loader=FileSystemLoader(PACKAGE / "templates"),
        autoescape=_escapes,  # noqa: S701 - off for plain text alone
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        catalogue.gettext,
        catalogue.ngettext,
        newstyle=True,
        pgettext=catalogue.pgettext,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters |= Formatter(lang, zone).filters()
    # Text may use the words of pages, whose macros escape what they print.
    environment.filters["plain"] = unescape
    environment.globals |= {
        "lang": lang,
        "languages": LANGUAGES,
        "url": partial(url, lang=lang),
        "asset": assets.url,
        "runs": inline.runs,
        "rows": inline.rows,
        "footnotes": inline.footnotes,
        "passage": passages(environment),
        "read_paragraph": read_paragraphs(environment),
        "browser_messages": _browser_messages(lang),
    }
    return environment


def _escapes(name: str | None) -> bool:
    """Return whether what a template prints is HTML; a mail's text is none."""
    return name is None or not name.endswith(".txt")


def _catalogue(lang: str) -> NullTranslations:
    """Return the translations of the pages."""
    if lang == "en":
        return NullTranslations()
    try:
        return translation("messages", PACKAGE / "locale", [lang])
    except FileNotFoundError as error:
        raise CatalogueError(
            f"the catalogue of {lang!r} is not compiled; `make install` does it"
        ) from error


def _browser_messages(lang: str) -> Markup:
    """Return the scripts' catalogue as JSON that is safe inside a script element."""
    path = PACKAGE / "locale" / lang / "browser.json"
    return script_json(
        json.loads(path.read_text("utf-8")) if path.exists() else {"lang": lang}
    )
