"""A real database per test, built by the migrations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from docservice.db.store import Store


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return the address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Return an open store on an empty database."""
    with Store.open(database) as opened:
        yield opened
