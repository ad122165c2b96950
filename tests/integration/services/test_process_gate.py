"""How a process closes its gate is set by administrators, and kept in the log."""

import pytest
from sqlalchemy import select

from docservice.access import ANONYMOUS, Actor, Forbidden, NotFound, NotSignedIn
from docservice.db.store import Store
from docservice.db.tables import event
from docservice.services import process_gate, publishing
from docservice.services.errors import Stale
from docservice.services.gate import GateClosed
from docservice.services.process_gate import GateKind
from docservice.services.publishing import NewText
from tests import factories
from tests.factories import NOW, contents

PROCESS = "verfahren"


def _set(store: Store, actor: Actor, gate: GateKind, seen: str | None = None) -> str:
    found = store.write_now(
        process_gate.set_gate, actor, PROCESS, gate, now=NOW, seen=seen
    )
    return str(found["gate"])


def test_a_gate_that_is_final_lets_nobody_pass_until_it_is_set_otherwise(
    store: Store,
) -> None:
    admin, drafter = factories.actor(store, "admin"), factories.actor(store, "drafter")
    factories.document(
        store, ["Alt."], drafter=drafter, within=factories.process(store)
    )
    new = NewText(label="Entwurf 2", contents=contents("Neu und anders."))
    found = store.read_now(publishing.assess_text, drafter, "rahmen", new)

    assert _set(store, admin, "final") == "final"
    with pytest.raises(GateClosed) as closed:
        store.write_now(publishing.publish, drafter, found, now=NOW, override="Eilt.")
    assert closed.value.is_final

    assert _set(store, admin, "require") == "require"
    store.write_now(publishing.publish, drafter, found, now=NOW, override="Eilt.")


@pytest.mark.parametrize("gate", process_gate.GATES)
def test_each_kind_can_be_set_after_each_other(store: Store, gate: GateKind) -> None:
    factories.process(store)
    admin = factories.actor(store, "admin")

    for before in process_gate.GATES:
        _set(store, admin, before)
        assert _set(store, admin, gate) == gate
        assert store.read_now(process_gate.read_process, admin, PROCESS)["gate"] == gate


def test_only_administrators_set_it(store: Store) -> None:
    factories.process(store)

    for role in ("citizen", "moderator", "drafter"):
        with pytest.raises(Forbidden):
            _set(store, factories.actor(store, role), "advise")
    with pytest.raises(NotSignedIn):
        _set(store, ANONYMOUS, "advise")
    with pytest.raises(NotFound):
        store.write_now(
            process_gate.set_gate,
            factories.actor(store, "admin"),
            "keines",
            "final",
            now=NOW,
        )


def test_the_log_keeps_who_changed_it_and_nothing_where_nothing_changed(
    store: Store,
) -> None:
    made = factories.document(store, ["Alt."], within=factories.process(store))
    admin = factories.actor(store, "admin")

    _set(store, admin, "final")
    _set(store, admin, "final")

    logged = select(event.c.person_id, event.c.is_internal).where(
        event.c.document_id == made.head.document_id,
        event.c.type == "process.gate_set",
    )
    found = store.read_now(lambda c: [tuple(row) for row in c.execute(logged)])
    assert found == [(admin.id, True)]


def test_what_somebody_else_set_meanwhile_is_not_overwritten(store: Store) -> None:
    factories.process(store)
    admin = factories.actor(store, "admin")
    _set(store, admin, "final", seen="advise")

    with pytest.raises(Stale):
        _set(store, admin, "require", seen="advise")
