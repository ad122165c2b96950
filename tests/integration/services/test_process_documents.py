"""A document that stands alone is put into a process."""

import pytest
from sqlalchemy import select

from docservice.access import ANONYMOUS, Actor, Forbidden, NotSignedIn, open_document
from docservice.db.store import Store
from docservice.db.tables import event
from docservice.services.errors import Conflict
from docservice.services.process_documents import add_document
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.integration


def _add(store: Store, actor: Actor, process: str = "verfahren") -> bool:
    return store.write_now(add_document, actor, process, "rahmen", now=NOW)


def test_a_document_joins_once_and_the_log_keeps_who_did_it(store: Store) -> None:
    made = factories.document(store, ["Alt."])
    process = factories.process(store)
    admin = factories.actor(store, "admin")

    assert _add(store, admin)
    assert not _add(store, admin)

    opened = store.read_now(open_document, ANONYMOUS, "rahmen")
    assert opened.process is not None
    assert opened.process.id == process.id
    logged = select(event.c.person_id, event.c.is_internal).where(
        event.c.document_id == made.head.document_id, event.c.type == "process.joined"
    )
    found = store.read_now(lambda c: [tuple(row) for row in c.execute(logged)])
    assert found == [(admin.id, True)]


def test_a_document_of_another_process_stays_there(store: Store) -> None:
    factories.document(store, ["Alt."], within=factories.process(store))
    factories.process(store, slug="anderer")

    with pytest.raises(Conflict, match="belongs to the process 'verfahren'"):
        _add(store, factories.actor(store, "admin"), "anderer")


def test_only_who_administers_puts_it_there(store: Store) -> None:
    factories.document(store, ["Alt."])
    factories.process(store)

    for role in ("citizen", "moderator", "drafter"):
        with pytest.raises(Forbidden):
            _add(store, factories.actor(store, role))
    with pytest.raises(NotSignedIn):
        _add(store, ANONYMOUS)
