"""Real rows for tests: people, documents and remarks, made by the real services."""

from collections.abc import Sequence
from datetime import UTC, datetime

from docservice.access import Actor
from docservice.db.documents import NewProcess, Process, Stage, insert_process
from docservice.db.people import Role
from docservice.db.store import Store
from docservice.services import accounts, annotate, publishing, requests
from docservice.services.annotate import Written
from docservice.services.publishing import NewDocument, NewText, Published
from versions.paragraph import Content

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def contents(*texts: str) -> tuple[Content, ...]:
    """Return paragraphs; a text that starts with "# " is a heading of that rank."""
    found = []
    for text in texts:
        rank = len(text) - len(text.lstrip("#"))
        if rank and text[rank : rank + 1] == " ":
            found.append(Content("heading", text[rank + 1 :], rank))
        else:
            found.append(Content("paragraph", text))
    return tuple(found)


def actor(store: Store, role: Role, name: str | None = None) -> Actor:
    """Return someone new who acts in a role."""
    issued = store.write_now(
        accounts.new_token, name=name or role.title(), role=role, now=NOW
    )
    return Actor(issued.person)


def guest(store: Store, name: str = "Gast") -> Actor:
    """Return someone who gave no more than a name."""
    issued = store.write_now(accounts.new_guest, name=name, now=NOW, lang="de")
    return Actor(issued.person)


def process(
    store: Store,
    *stages: Stage,
    gate: str = "advise",
    final: bool = False,
    guests: bool = False,
    four_eyes: bool = False,
    public: bool = True,
    slug: str = "verfahren",
) -> Process:
    """Return a process with these stages."""
    new = NewProcess(
        slug=slug,
        title="Ein Verfahren",
        summary="",
        lang="de",
        links={},
        is_public=public,
        guests_may_comment=guests,
        four_eyes=four_eyes,
        gate=gate,
        gate_is_final=final,
        stages=stages,
    )
    return store.write_now(lambda unit: insert_process(unit.connection, new, now=NOW))


def document(
    store: Store,
    texts: Sequence[str],
    *,
    slug: str = "rahmen",
    within: Process | None = None,
    drafter: Actor | None = None,
) -> Published:
    """Return a document's first published revision."""
    return store.write_now(
        publishing.create_document,
        drafter or actor(store, "drafter"),
        NewDocument(
            slug=slug,
            title=slug.title(),
            lang="de",
            label="Entwurf 1",
            contents=contents(*texts),
            process_id=within.id if within else None,
        ),
        now=NOW,
    )


def next_revision(
    store: Store, drafter: Actor, texts: Sequence[str], *, slug: str = "rahmen"
) -> Published:
    """Publish these texts as the document's next revision."""
    assessment = store.read_now(
        publishing.assess_text,
        drafter,
        slug,
        NewText(label="", contents=contents(*texts)),
    )
    return store.write_now(publishing.publish, drafter, assessment, now=NOW)


def remark(quote: str, **fields: object) -> requests.Remark:
    """Return a request to comment on words of revision 1, or as `fields` say."""
    return requests.remark(
        {
            "revision": 1,
            "target": {"quote": {"exact": quote}},
            "body": "Bitte genauer.",
        }
        | fields
    )


def annotation(
    store: Store,
    who: Actor,
    quote: str,
    *,
    slug: str = "rahmen",
    fields: dict[str, object] | None = None,
) -> Written:
    """Return a stored annotation on these words."""
    request = remark(quote, **(fields or {}))
    return store.write_now(annotate.annotate, who, slug, request, now=NOW)
