"""The frame around a page, and the page in it."""

from collections.abc import Callable, Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse

from docservice.access import Actor, Opened
from docservice.http.context import context_of
from docservice.http.notices import forget_notice, notice_for
from docservice.http.presenting.threads import person_view
from docservice.http.templating import LANGUAGES
from docservice.http.views.page import AlternateView, LinkView, PageView
from docservice.http.views.urls import url
from docservice.services import resources

# Made for one person: browsers keep it and ask each time whether it still holds.
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


def lang_of(request: Request) -> str:
    """Return the language in the address."""
    return str(request.path_params["lang"])


def translator(request: Request) -> Callable[[str], str]:
    """Return what turns a message id into the language of the page."""
    return partial(context_of(request).templates.gettext, lang_of(request))


def frame(
    request: Request, actor: Actor, *, title: str, nav: Sequence[LinkView] = ()
) -> PageView:
    """Return the frame of a page in the language of its address."""
    settings, lang = context_of(request).settings, lang_of(request)
    notice = notice_for(request)
    gettext = translator(request)
    legal = (
        LinkView(gettext("Legal notice"), settings.imprint_url),
        LinkView(gettext("Privacy"), settings.privacy_url),
    )
    return PageView(
        lang=lang,
        title=title,
        site_name=settings.site_name,
        operator=settings.operator,
        home=url("home", lang=lang),
        user=person_view(resources.person(actor.person)) if actor.person else None,
        nav=nav,
        document=str(request.path_params.get("slug", "")) if nav else "",
        alternates=_alternates(request, lang),
        legal=tuple(link for link in legal if link.href),
        notices=()
        if notice is None
        else ((notice[0], gettext(notice[1]).replace("%(n)s", str(notice[2]))),),
    )


def page(
    request: Request,
    template: str,
    framed: PageView,
    *,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """Return a page for the one who asked."""
    html = context_of(request).templates.render(
        template, framed.lang, page=framed, **values
    )
    response = HTMLResponse(html, status_code=status, headers=PRIVATE)
    if framed.notices:
        forget_notice(response)
    return response


def document_nav(request: Request, opened: Opened, current: str) -> list[LinkView]:
    """Return the pages of a document; `current` is the name of the one shown."""
    lang, slug = lang_of(request), opened.document.slug
    gettext = translator(request)
    names = [
        ("document", gettext("Text"), "text"),
        ("comments", gettext("Comments"), "comment"),
        ("history", gettext("Changes"), "changes"),
        ("statistics", gettext("Statistics"), "chart"),
    ]
    if opened.actor.may("answer"):
        names.append(("desk", gettext("Desk"), "pen"))
    return [
        LinkView(label, url(name, lang=lang, slug=slug), icon, current=name == current)
        for name, label, icon in names
    ]


def _alternates(request: Request, lang: str) -> tuple[AlternateView, ...]:
    """Return the same page in each language; none where the address names none."""
    if request.method not in ("GET", "HEAD"):
        return ()
    if not request.url.path.startswith(f"/{lang}/"):
        return ()
    return tuple(
        AlternateView(code, name, _in_language(request, lang, code))
        for code, name in LANGUAGES.items()
    )


def _in_language(request: Request, lang: str, other: str) -> str:
    """Return the address of the same page in another language."""
    path = f"/{other}" + request.url.path.removeprefix(f"/{lang}")
    return f"{path}?{request.url.query}" if request.url.query else path
