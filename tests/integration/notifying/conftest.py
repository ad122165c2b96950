"""A service beside a real mail server, with a text whose process welcomes guests."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from docservice.access import Actor
from docservice.db import revisions
from docservice.db.store import Store
from docservice.services import remarking
from tests import factories
from tests.mailing import BASE, SENDER, Mailbox, mail_server
from tests.serving import Site, serving

TEXTS = (
    "# Ziele",
    "Die Stadt baut bis 2030 hundert Kilometer neue Radwege.",
    "Parks bleiben für alle offen, auch nachts.",
)
GUEST = "kim@example.org"


@dataclass(frozen=True, slots=True)
class Post:
    """A running service, its mail server's mailbox, and who drafts the text."""

    site: Site
    mailbox: Mailbox
    drafter: Actor
    revision: Any

    @property
    def store(self) -> Store:
        """Return the service's store."""
        return self.site.store

    def comment(
        self, email: str = GUEST, name: str = "Kim", lang: str = "de", at: int = 1
    ) -> httpx.Client:
        """Comment on a paragraph as a new guest with the plain form; return the browser."""
        browser = self.site.client(headers={"Accept": "text/html"})
        paragraph = self.revision.paragraphs[at].id
        answer = browser.post(
            f"/{lang}/d/rahmen/r/1/p/{paragraph}/comment",
            data={
                "key": remarking.new_key(),
                "scope": "paragraph",
                "body": "Bitte 200.",
                "name": name,
                "email": email,
            },
        )
        assert answer.status_code == 303, answer.text
        return browser

    def annotations(self) -> list[dict[str, Any]]:
        """Return all comments on the text, oldest first."""
        listed = self.site.client().get("/api/v1/documents/rahmen/annotations")
        found: list[dict[str, Any]] = listed.json()["items"]
        return found


@contextmanager
def posting(
    folder: Path, mailbox: Mailbox | None = None, **settings: Any
) -> Iterator[Post]:
    """Run the service beside a mail server; news wait for no others."""
    mailbox = mailbox or Mailbox()
    with (
        mail_server(mailbox) as smtp,
        Store.open(f"sqlite:///{folder / 'post.db'}") as store,
        ExitStack() as clients,
    ):
        within = factories.process(store, guests=True)
        drafter = factories.actor(store, "drafter", "Team")
        published = factories.document(store, TEXTS, within=within, drafter=drafter)
        chosen: dict[str, Any] = {
            "base_url": BASE,
            "smtp_url": smtp,
            "mail_from": SENDER,
            "site_name": "Stadt im Text",
            "digest_minutes": 0.0,
        }
        with serving(store, **(chosen | settings)) as url:
            revision = store.read_now(revisions.load, published.head)
            yield Post(Site(url, store, clients), mailbox, drafter, revision)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Return a running service beside a mail server."""
    with posting(tmp_path) as running:
        yield running
