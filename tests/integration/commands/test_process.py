"""The operator says how a process closes its gate."""

import pytest

from docservice.db.store import Store
from tests import factories
from tests.integration.commands.conftest import Run

pytestmark = pytest.mark.integration


def test_processes_are_listed_and_a_gate_is_set(randnotiz: Run, database: str) -> None:
    with Store.open(database) as store:
        title = factories.process(store).title

    assert randnotiz("process").stdout == f"verfahren  advise  {title}\n"
    randnotiz("process", "verfahren", "--gate", "final")

    assert randnotiz("process").stdout == f"verfahren  final  {title}\n"


def test_what_cannot_be_set_is_said(randnotiz: Run) -> None:
    assert "no process 'keines'" in (
        randnotiz("process", "keines", "--gate", "final", code=1).stderr
    )
    assert "--gate" in randnotiz("process", "verfahren", code=2).stderr
    assert "--gate" in randnotiz("process", "--gate", "final", code=2).stderr
    assert "invalid choice" in (
        randnotiz("process", "verfahren", "--gate", "closed", code=2).stderr
    )
