"""Pages of one document: the ways between them, and what has just happened."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse

from docservice.access import Opened
from docservice.http.context import context_of
from docservice.http.notices import forget_notice, notice_for
from docservice.http.pages.frame import frame_for
from docservice.http.views.page import LinkView, PageView
from docservice.http.views.urls import url

# Made for one person: browsers ask each time whether it still holds.
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


def lang_of(request: Request) -> str:
    """Return the language in the address."""
    return str(request.path_params["lang"])


def translator(request: Request) -> Callable[[str], str]:
    """Return what turns a message id into the language of the page."""
    return partial(context_of(request).templates.gettext, lang_of(request))


def document_frame(
    request: Request, opened: Opened, title: str, current: str = ""
) -> PageView:
    """Return the frame for who opened a document; `current` names the page shown."""
    notice = notice_for(request)
    notices = [(notice[0], translator(request)(notice[1]))] if notice else []
    return frame_for(
        request,
        opened.actor,
        lang_of(request),
        title,
        nav=_nav(request, opened, current),
        notices=notices,
    )


def show(
    request: Request,
    template: str,
    framed: PageView,
    *,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """Return a page for the one who asked; its notice will not be shown again."""
    html = context_of(request).templates.render(
        template, framed.lang, page=framed, **values
    )
    response = HTMLResponse(html, status_code=status, headers=PRIVATE)
    if framed.notices:
        forget_notice(response)
    return response


def _nav(request: Request, opened: Opened, current: str) -> list[LinkView]:
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
