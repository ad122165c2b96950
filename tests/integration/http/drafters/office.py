"""A text with those who work on it, as the tests of the drafters' pages see it."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from docservice.access import Actor
from docservice.db.people import issue_credential
from tests import factories
from tests.factories import NOW
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
