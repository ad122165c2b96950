"""A document of three paragraphs behind a server that speaks only sockets."""

from collections.abc import Iterator

import pytest

from docservice.db.store import Store
from tests import factories
from tests.sockets import serving

TEXTS = (
    "Die Stadt baut bis 2030 hundert Kilometer neue Radwege.",
    "Parks bleiben für alle offen, auch nachts. 😀",
    "Daten der Verwaltung sind öffentlich, soweit niemand darunter leidet.",
)


@pytest.fixture
def document(store: Store) -> None:
    """Publish the document that the tests comment on."""
    factories.document(store, TEXTS)


@pytest.fixture
def address(store: Store, document: None) -> Iterator[str]:
    """Return where the document's sockets are."""
    with serving(store) as found:
        yield found
