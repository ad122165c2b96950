"""A real database per test, built by the migrations."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docservice.db.store import Store


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty database that the migrations have built."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return the address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def store(database: str, migrated: Path, tmp_path: Path) -> Iterator[Store]:
    """Return an open store on an empty database of the test's own."""
    # Copied: running every migration for every test was a good part of the time.
    shutil.copyfile(migrated, tmp_path / "test.db")
    with Store.open(database) as opened:
        yield opened
