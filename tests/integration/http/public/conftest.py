"""One running service per module of tests, with the sample process in it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from docservice.db.store import Store
from docservice.services.demonstrating.loading import Demonstration, load
from docservice.services.demonstrating.material import read_material
from tests.integration.http.public.service import site_on
from tests.serving import Site


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Site, Demonstration]]:
    """Return a running service and what its sample process consists of."""
    folder = tmp_path_factory.mktemp("demo")
    with Store.open(f"sqlite:///{folder / 'test.db'}") as store:
        loaded = store.write_now(load, read_material(), now=datetime.now(UTC))
        with site_on(store) as served:
            yield served, loaded


@pytest.fixture(scope="module")
def site(demonstration: tuple[Site, Demonstration]) -> Site:
    """Return the running service."""
    return demonstration[0]


@pytest.fixture(scope="module")
def sample(demonstration: tuple[Site, Demonstration]) -> Demonstration:
    """Return the sample process."""
    return demonstration[1]
