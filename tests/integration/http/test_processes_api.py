"""A process over the API, and how its gate is closed."""

import pytest

from tests import factories
from tests.integration.http.steps import problem
from tests.serving import Site

pytestmark = pytest.mark.integration

API = "/api/v1/processes"


@pytest.fixture
def address(site: Site, request: pytest.FixtureRequest) -> str:
    """Return the address of a new process."""
    slug = request.node.name.replace("_", "-")[:40].rstrip("-")
    factories.process(site.store, slug=slug)
    return f"{API}/{slug}"


def test_the_gate_is_set_unless_somebody_else_did(site: Site, address: str) -> None:
    admin = site.admin()
    seen = admin.get(address)
    assert seen.json()["gate"] == "advise"
    headers = {"If-Match": seen.headers["etag"]}

    done = admin.patch(address, json={"gate": "final"}, headers=headers)
    late = admin.patch(address, json={"gate": "require"}, headers=headers)

    assert done.json() == site.client().get(address).json()
    assert done.json()["gate"] == "final"
    assert problem(late, 412, "stale")


def test_a_gate_of_another_kind_is_refused(site: Site, address: str) -> None:
    for body in ({}, {"gate": "closed"}, {"gate": None}):
        refused = site.admin().patch(address, json=body)
        assert problem(refused, 422, "invalid")["field"] == "gate"


def test_a_process_that_does_not_exist_is_not_found(site: Site) -> None:
    assert site.client().get(f"{API}/keines").status_code == 404
    sent = site.admin().patch(f"{API}/keines", json={"gate": "final"})
    assert sent.status_code == 404
