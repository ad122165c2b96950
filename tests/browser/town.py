"""A running service with the sample process, and ways to act in it as somebody new."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from docservice.access import ANONYMOUS, open_document
from docservice.commands.link import link_to
from docservice.db.people import Role
from docservice.db.store import Store
from docservice.services import accounts, publishing
from docservice.services.demonstrating.loading import FACES, Demonstration, load
from docservice.services.demonstrating.material import read_material
from docservice.services.importing import read_document
from docservice.services.margin import open_revision
from docservice.services.tracing import trace_annotation
from docservice.settings import Settings
from tests.loop.served import Served, free_port
from versions.paragraph import Paragraph

SAMPLE = Path(__file__).with_name("uferwiese.md")


@dataclass(frozen=True, slots=True)
class Town:
    """The service, and the same database from the side of its command line.

    `sample` is the process that `randnotiz demo` shows. What a test changes it changes
    in a text of its own, so that tests do not get into each other's way.
    """

    served: Served
    store: Store
    sample: Demonstration
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def address(self) -> str:
        """Return where the service is."""
        return self.served.url

    @property
    def slug(self) -> str:
        """Return the name of the sample text."""
        return self.sample.material.process.document_slug

    def link(self, role: Role, name: str = "") -> str:
        """Return a fresh sign-in link, as `randnotiz link` prints them.

        With a name it is for somebody new, else for the sample process's own person
        of that role.
        """
        known = self.sample.actors[FACES[role]].person
        issued = self.store.write_now(
            accounts.invite,
            name=name,
            role=role,
            email=None if name or known is None else known.email,
            now=datetime.now(UTC),
        )
        return link_to(Settings(port=self.served.port), issued.secret, "de")

    def publish(self, slug: str = "") -> str:
        """Publish a small text in the sample process; return its slug."""
        slug = slug or f"uferwiese-{next(self._numbers)}"
        self.store.write_now(
            publishing.create_document,
            self.sample.actors[FACES["drafter"]],
            publishing.NewDocument(
                slug=slug,
                title="Ordnung für die Uferwiese",
                lang="de",
                label="Entwurf 1",
                contents=read_document(SAMPLE.read_bytes(), SAMPLE.name).contents,
                process_id=self._process_id(),
            ),
            now=datetime.now(UTC),
        )
        return slug

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the newest revision of the sample text."""

        def of_sample(connection: Connection) -> tuple[Paragraph, ...]:
            _, newest = open_revision(connection, ANONYMOUS, self.slug, None)
            return newest.paragraphs

        return self.store.read_now(of_sample)

    def change(self, annotation_id: str) -> str:
        """Return the id of the first change that answers an annotation."""

        def of_annotation(connection: Connection) -> str:
            found = trace_annotation(connection, ANONYMOUS, annotation_id)
            return found.changes[0][0].id

        return self.store.read_now(of_annotation)

    def _process_id(self) -> str | None:
        def of_sample(connection: Connection) -> str | None:
            opened = open_document(connection, ANONYMOUS, self.slug)
            return opened.process.id if opened.process else None

        return self.store.read_now(of_sample)


@contextmanager
def running_town(folder: Path) -> Iterator[Town]:
    """Load the sample process into a new database in `folder`, and serve it."""
    database = f"sqlite:///{folder / 'town.db'}"
    with Store.open(database) as store:
        sample = store.write_now(load, read_material(), now=datetime.now(UTC))
        with Served(database, folder, free_port()) as served:
            yield Town(served, store, sample)
