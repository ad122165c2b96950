"""The comment form's view: what may be chosen, what was typed, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from docservice.access import Opened
from docservice.db.revisions import RevisionHead
from docservice.http.presenting.reading import (
    Translate,
    closed,
    document_view,
    paragraph_view,
    revision_view,
)
from docservice.http.presenting.wording import pieces
from docservice.http.views.reading import CommentFormView, PlaceChoice
from docservice.services.accounts import EMAIL
from docservice.services.choosing import passages
from docservice.services.lines import is_blank
from versions.outline import numbers
from versions.paragraph import Paragraph
from versions.revision import Revision
from versions.text import Span

AROUND = 40  # characters beside each place where the words stand
Errors = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Subject:
    """The paragraph that is commented on."""

    opened: Opened
    revision: Revision
    heads: Sequence[RevisionHead]
    paragraph: Paragraph
    asks_email: bool = False  # nobody knows where to write to who looks


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; nothing of it is checked."""

    key: str
    scope: str = "paragraph"
    words: str = ""
    place: str = ""
    motivation: str = "commenting"
    body: str = ""
    replacement: str = ""
    name: str = ""
    email: str = ""
    wants_preview: bool = False

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "Typed":
        """Return what a sent form holds."""
        return cls(
            key=fields.get("key", ""),
            scope=fields.get("scope", "paragraph"),
            words=fields.get("words", ""),
            place=fields.get("place", ""),
            motivation=fields.get("motivation", "commenting"),
            body=fields.get("body", ""),
            replacement=fields.get("replacement", ""),
            name=fields.get("name", ""),
            email=fields.get("email", "").strip(),
            wants_preview=fields.get("step") == "preview",
        )

    def places(self, subject: Subject) -> tuple[Span, ...]:
        """Return the places meant; the one chosen, where there were several."""
        text, lang = subject.paragraph.text, subject.opened.document.lang
        found = passages(text, lang, self.scope, self.words)
        chosen = [span for span in found if str(span.start) == self.place]
        return tuple(chosen) or found


def mistakes(
    typed: Typed,
    places: Sequence[Span],
    most: int,
    *,
    passage: str,
    asks_name: bool,
    gettext: Translate,
) -> list[tuple[str, str]]:
    """Return what keeps a form from being published: (field, message) pairs.

    `most` is the longest text, in characters; `passage` the words of the only place.
    """
    found = []
    if not places:
        found.append(("words", _about_words(typed, gettext)))
    elif len(places) > 1:
        message = gettext("These words stand there more than once. Which place?")
        found.append(("place", message))
    if typed.motivation == "editing":
        if is_blank(typed.replacement):
            message = gettext("Please write the wording that you propose.")
            found.append(("replacement", message))
        elif typed.replacement.strip() == passage.strip():
            message = gettext("That is what the text says already.")
            found.append(("replacement", message))
    elif is_blank(typed.body):
        found.append(("body", gettext("Please write your comment.")))
    if asks_name and is_blank(typed.name):
        found.append(("name", gettext("Please give a name; a pseudonym will do.")))
    if typed.email and not EMAIL.fullmatch(typed.email):
        message = gettext("Please give a complete e-mail address.")
        found.append(("email", message))
    too_long = gettext("Please write less: at most %(most)s characters.")
    for field, text in (("body", typed.body), ("replacement", typed.replacement)):
        if len(text) > most:
            found.append((field, too_long % {"most": most}))
    return found


def remark_of(
    typed: Typed, subject: Subject, place: Span, lang: str
) -> dict[str, object]:
    """Return the request for the annotation, as the API takes it."""
    request: dict[str, object] = {
        "revision": subject.revision.number,
        "target": {
            "start": {"paragraph": subject.paragraph.id, "offset": place.start},
            "end": {"paragraph": subject.paragraph.id, "offset": place.end},
        },
        "motivation": typed.motivation,
        "body": typed.body,
        "lang": lang,
    }
    if typed.motivation == "editing":
        request["replacement"] = typed.replacement
    return request


def comment_form_view(
    subject: Subject,
    typed: Typed,
    errors: Errors,
    now: datetime,
    gettext: Translate,
) -> CommentFormView:
    """Return all that comment_form.html shows."""
    opened, paragraph = subject.opened, subject.paragraph
    numbered = numbers(subject.revision.paragraphs)
    places = typed.places(subject)
    text = paragraph.text
    return CommentFormView(
        document=document_view(opened),
        revision=revision_view(subject.heads, subject.revision.number),
        paragraph=paragraph_view(
            paragraph, numbered[paragraph.id], opened.document.lang
        ),
        key=typed.key,
        scope=typed.scope,
        words=typed.words,
        place=typed.place,
        motivation=typed.motivation,
        body=typed.body,
        replacement=typed.replacement,
        name=typed.name,
        email=typed.email,
        places=tuple(_choice(text, span) for span in places) if len(places) > 1 else (),
        preview=pieces(places[0].of(text), typed.replacement.strip())
        if typed.wants_preview and typed.motivation == "editing" and len(places) == 1
        else (),
        closed="" if asks_sign_in(opened, now) else closed(opened, now, gettext),
        asks_name=asks_name(opened),
        asks_email=subject.asks_email,
        asks_sign_in=asks_sign_in(opened, now),
        errors=errors,
    )


def asks_name(opened: Opened) -> bool:
    """Return whether who looks has no session, and may take part under a name."""
    return opened.actor.person is None and opened.welcomes_guests()


def asks_sign_in(opened: Opened, now: datetime) -> bool:
    """Return whether commenting is open, but not without an account."""
    is_stranger = opened.actor.person is None and not opened.welcomes_guests()
    return is_stranger and opened.opens("annotate", now)


def _about_words(typed: Typed, gettext: Translate) -> str:
    if typed.scope != "words":
        return gettext("Please choose what you refer to.")
    if is_blank(typed.words):
        return gettext("Please write or paste the words that you mean.")
    return gettext(
        "These words do not stand in the paragraph. Please copy them exactly."
    )


def _choice(text: str, span: Span) -> PlaceChoice:
    start, end = max(0, span.start - AROUND), span.end + AROUND
    return PlaceChoice(
        span.start,
        ("…" if start else "") + text[start : span.start],
        span.of(text),
        text[span.end : end] + ("…" if end < len(text) else ""),
    )
