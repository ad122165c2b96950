"""Mails in words: what the notifying worker read, as text and as HTML."""

from urllib.parse import urljoin

from docservice.http.presenting.wording import excerpt, pieces
from docservice.http.templating import LANGUAGES, Templates
from docservice.http.views.thread import PieceView
from docservice.http.views.urls import url
from docservice.services.mail import Letter
from docservice.services.notifying.contents import Contents
from docservice.settings import Settings

QUOTE_CHARS = 300  # of a passage or remark; the page has the whole
AROUND_CHARS = 80  # of what stays, on each side of what changed
ELSEWHERE = "en"  # for people whose language the pages do not speak


def write_letter(
    templates: Templates, settings: Settings, contents: Contents, token: str
) -> Letter:
    """Return a mail in its reader's language."""
    lang = contents.subscription.lang
    lang = lang if lang in LANGUAGES else ELSEWHERE
    base = settings.base_url.rstrip("/")
    mails = base + url("mails_of", lang=lang, secret=token)
    stop = base + url("mails_stop", lang=lang, secret=token)
    values: dict[str, object] = {
        "contents": contents,
        "items": contents.items,
        "base": base,
        "mails": mails,
        "stop": stop,
        "site_name": settings.site_name,
        "operator": settings.operator,
        "imprint": urljoin(base, settings.imprint_url) if settings.imprint_url else "",
        "quote_chars": QUOTE_CHARS,
        "compared": _compared,
    }
    subject = templates.render("mail/subject.txt", lang, **values)
    return Letter(
        to=contents.subscription.address,
        # A title may hold line breaks of its own; a header may not.
        subject=" ".join(subject.split()),
        text=templates.render("mail/news.txt", lang, **values).strip() + "\n",
        html=templates.render("mail/news.html", lang, **values),
        key=contents.mail.id,
        stop=stop,
    )


def _compared(old: str, new: str) -> tuple[PieceView, ...]:
    """Return where two wordings differ; cut alike at their ends they may look equal."""
    return excerpt(pieces(old, new), around=AROUND_CHARS, most=QUOTE_CHARS)
