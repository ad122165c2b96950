"""What was acknowledged survives a kill; `make crash` tries it a thousand times."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.services import annotate
from tests import factories
from tests.crash import child, trials
from tests.crash.check import Acknowledged, check

pytestmark = pytest.mark.integration
TRIALS = 15


def test_killed_writers_lose_nothing_that_they_acknowledged(tmp_path: Path) -> None:
    tally = trials.run(TRIALS, seed=1, folder=tmp_path, socket_every=3)
    assert tally.faults == []
    assert tally.trials == {"store": 10, "socket": 5}
    assert tally.acknowledged > TRIALS


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with three remarks, closed."""
    path = tmp_path / "check.db"
    with Store.open(f"sqlite:///{path}") as store:
        factories.document(store, child.texts())
        who = factories.actor(store, "citizen")
        for number in range(3):
            request = factories.remark(f"Satz {number} des", body=str(number))
            store.write_now(
                annotate.annotate,
                who,
                "rahmen",
                request,
                now=factories.NOW,
                key=str(number),
            )
    return path


def test_the_check_finds_nothing_wrong_with_what_the_store_wrote(
    database: Path,
) -> None:
    left = check(str(database), _promises(database), deep=True)
    assert (left.stored, left.faults) == (3, ())


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE annotation SET body = '9' WHERE body = '1'", "acknowledged as"),
        ("UPDATE annotation SET body = '2' WHERE body = '1'", "stored twice"),
        ("UPDATE document SET seq = seq + 1", "the log counts"),
        ("DELETE FROM receipt WHERE key = '1'", "receipts and remarks"),
        ("DELETE FROM anchor", "anchors and remarks"),
        (
            "INSERT INTO event SELECT document_id, seq + 5, type, at, person_id,"
            " is_internal, data FROM event WHERE seq = 2",
            "events and remarks",
        ),
    ],
)
def test_the_check_notices_damage(database: Path, damage: str, fault: str) -> None:
    promises = _promises(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(damage)
        connection.commit()
    faults = check(str(database), promises, deep=True).faults
    assert any(fault in found for found in faults), faults


def test_the_check_notices_a_remark_that_is_gone(database: Path) -> None:
    promises = _promises(database) | {"3": Acknowledged("nirgends", 5)}
    assert any(
        "3 was ack" in f for f in check(str(database), promises, deep=False).faults
    )


def _promises(database: Path) -> dict[str, Acknowledged]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT key, subject_id, seq FROM receipt")
        return {key: Acknowledged(id_, seq) for key, id_, seq in rows}
