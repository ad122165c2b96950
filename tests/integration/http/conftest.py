"""One running service per module of tests, with a document of two paragraphs."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from docservice.db.store import Store
from tests import factories
from tests.serving import Site, serving

TEXTS = (
    "# Ziele",
    "Die Stadt baut bis 2030 hundert Kilometer neue Radwege.",
    "Parks bleiben für alle offen, auch nachts. 😀 Das gilt überall.",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running service whose document `rahmen` belongs to no process."""
    folder: Path = tmp_path_factory.mktemp("site")
    with Store.open(f"sqlite:///{folder / 'test.db'}") as store:
        factories.document(store, TEXTS)
        with serving(store) as url, ExitStack() as clients:
            yield Site(url, store, clients)
