"""A process is created and changed by what its file says, by administrators only."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from annotations.phase import Phase
from docservice.access import ANONYMOUS, Actor, Forbidden, NotSignedIn
from docservice.db import documents
from docservice.db.documents import NewProcess, Process, Stage, StoredPhase
from docservice.db.store import Store
from docservice.db.tables import event
from docservice.services import processes
from docservice.services.errors import Conflict
from docservice.services.process_file import ProcessFile
from docservice.services.process_gate import GateKind, gate_of
from tests import factories
from tests.factories import NOW

DAY = timedelta(days=1)
RUNNING = Phase("commenting", "Reden", NOW - DAY, NOW + DAY)
COMING = Phase("drafting", "Schreiben", NOW + DAY, NOW + 2 * DAY)


def _file(
    *stages: Stage, title: str = "Ein Verfahren", gate: GateKind | None = None
) -> ProcessFile:
    new = NewProcess(
        slug="verfahren", title=title, summary="", lang="de", links={}, stages=stages
    )
    return ProcessFile(new, gate)


def _announce(store: Store, actor: Actor, file: ProcessFile) -> tuple[str, ...]:
    return store.write_now(processes.announce, actor, file, now=NOW).changes


def _known(store: Store) -> Process:
    found = store.read_now(documents.get_process, "verfahren")
    assert found is not None
    return found


def _phases(store: Store) -> list[StoredPhase]:
    return list(store.read_now(documents.stored_phases, _known(store).id))


def test_a_process_is_created_and_its_begun_phases_keep_their_identity(
    store: Store,
) -> None:
    admin = factories.actor(store, "admin")
    _announce(store, admin, _file(Stage("Erste", (RUNNING, COMING)), gate="final"))
    running, coming = _phases(store)
    assert gate_of(_known(store)) == "final"

    longer = Phase("commenting", "Reden", RUNNING.starts_at, NOW + 3 * DAY)
    other = Phase("decision", "Beschluss", NOW + 4 * DAY, NOW + 5 * DAY)
    told = _announce(store, admin, _file(Stage("", (longer,)), Stage("B", (other,))))

    assert len(told) == 4
    kept, new = _phases(store)
    assert kept == StoredPhase(running.id, "", longer)
    assert (new.stage, new.phase) == ("B", other)
    assert new.id not in {running.id, coming.id}
    assert gate_of(_known(store)) == "final"  # the file left it as it is


def test_what_is_refused_changes_nothing(store: Store) -> None:
    admin = factories.actor(store, "admin")
    _announce(store, admin, _file(Stage("Erste", (RUNNING,))))

    with pytest.raises(Conflict, match="'Reden' has begun"):
        _announce(store, admin, _file(Stage("Erste", (COMING,)), title="Neu"))

    assert _known(store).title == "Ein Verfahren"
    assert [each.phase for each in _phases(store)] == [RUNNING]


def test_a_preview_stores_nothing(store: Store) -> None:
    admin = factories.actor(store, "admin")

    def preview(file: ProcessFile) -> tuple[str, ...]:
        return store.read_now(
            processes.preview_announcement, admin, file, now=NOW
        ).changes

    assert preview(_file()) == ()
    assert store.read_now(documents.get_process, "verfahren") is None

    _announce(store, admin, _file())
    assert preview(_file(title="Neu")) == ("title: 'Ein Verfahren' → 'Neu'",)
    assert _known(store).title == "Ein Verfahren"


def test_only_administrators_announce(store: Store) -> None:
    for role in ("citizen", "moderator", "drafter"):
        actor = factories.actor(store, role)
        with pytest.raises(Forbidden):
            _announce(store, actor, _file())
        with pytest.raises(Forbidden):
            store.read_now(processes.preview_announcement, actor, _file(), now=NOW)
    with pytest.raises(NotSignedIn):
        _announce(store, ANONYMOUS, _file())
    assert store.read_now(documents.get_process, "verfahren") is None


def test_the_log_of_each_text_keeps_who_changed_what(store: Store) -> None:
    admin = factories.actor(store, "admin")
    _announce(store, admin, _file())
    factories.document(store, ["Alt."], within=_known(store))

    _announce(store, admin, _file(title="Neu"))
    _announce(store, admin, _file(title="Neu"))

    logged = select(event.c.person_id, event.c.is_internal, event.c.data).where(
        event.c.type == "process.changed"
    )
    ((person, is_internal, data),) = store.read_now(
        lambda connection: connection.execute(logged).all()
    )
    assert (person, is_internal) == (admin.id, True)
    assert json.loads(data) == {"changes": ["title: 'Ein Verfahren' → 'Neu'"]}
