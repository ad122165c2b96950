"""A text with those who work on it, as the tests of the drafters' pages see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from docservice.access import Actor
from docservice.db import draft_texts
from docservice.db.draft_texts import DraftText, Sources, Typed
from docservice.db.events import Unit
from docservice.db.people import issue_credential
from docservice.services import drafting
from docservice.services.drafting import Spot, open_draft
from tests import factories
from tests.factories import NOW, contents
from tests.serving import Site

TEXTS = (
    "# Verkehr",
    "Die Stadt baut bis 2030 hundert Kilometer neue Radwege in allen Bezirken.",
    "Busse fahren öfter, auch am Abend und am Wochenende.",
    "# Grün",
    "Parks bleiben für alle offen, auch in der Nacht und im Winter.",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A text with a drafter who is signed in, and a citizen who comments."""

    site: Site
    slug: str
    drafter: Actor
    citizen: Actor
    client: httpx.Client

    @property
    def path(self) -> str:
        """Return where the German pages of the text begin."""
        return f"/de/d/{self.slug}"

    def comment(self, quote: str, **fields: object) -> str:
        """Return the id of a new comment on these words."""
        return factories.annotation(
            self.site.store, self.citizen, quote, slug=self.slug, fields=fields
        ).id

    def get(self, page: str, **query: str) -> str:
        """Return a page that has to be there."""
        answer = self.client.get(f"{self.path}/{page}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, page: str, fields: Mapping[str, object]) -> httpx.Response:
        """Send a form of a page."""
        return self.client.post(f"{self.path}/{page}", data=fields)

    def publish_answers(self) -> None:
        """Publish what is decided, as the page shows it."""
        page = self.get("desk/publish")
        seen = re.findall(r'name="seen" value="([^"]*)"', page)[-1]
        sent = self.post("desk/publish", {"do": "now", "seen": seen})
        assert sent.status_code == 303, sent.text

    def edit(self, index: int, *texts: str) -> None:
        """Begin a draft if there is none, and give one of its paragraphs other words."""
        store = self.site.store
        self.post("draft/begin", {})
        draft = store.read_now(open_draft, self.drafter, self.slug)
        paragraph = draft.revision.paragraphs[index]
        spot = Spot(self.slug, draft.head.version, paragraph.id)
        store.write_now(drafting.edit, self.drafter, spot, contents(*texts), now=NOW)

    def wrote_for(self, *keys: str) -> None:
        """Say that the drafter worked on comments while writing the draft."""
        draft = self.site.store.read_now(open_draft, self.drafter, self.slug)
        head = draft.head
        typed = tuple(
            Typed(p.id, 0, len(p.text), self.drafter.id, key)
            for key in keys
            for p in draft.revision.paragraphs
        )

        def store(unit: Unit) -> None:
            draft_texts.store_text(
                unit.connection,
                head.document_id,
                DraftText(head.id, head.version, 0, b""),
                Sources(typed=typed),
                keep=[],
            )

        self.site.store.write_now(store)


def session_of(site: Site, actor: Actor) -> httpx.Client:
    """Return the client of somebody who signed in with a browser."""
    assert actor.id is not None
    person_id = actor.id
    secret = site.store.write_now(
        lambda unit: issue_credential(
            unit.connection, person_id, "session", now=NOW, expires_at=None
        )
    )
    return site.client(
        headers={"Accept": "text/html"}, cookies={"randnotiz_session": secret}
    )
