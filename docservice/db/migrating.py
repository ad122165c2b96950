"""Bring a database to this release's schema, in place."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from docservice.db.dialect import make_engine
from docservice.db.errors import DatabaseUnavailable
from docservice.db.search import is_index

SCRIPTS = Path(__file__).parent / "migrations"


def configuration(engine: Engine) -> Config:
    """Return what alembic needs to run the migrations on `engine`."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["engine"] = engine
    return config


def is_declared(name: str | None, kind: str, _: object) -> bool:
    """Return whether alembic compares something with the tables as declared."""
    return kind != "table" or name is None or not is_index(name)


def upgrade(address: str) -> bool:
    """Run what is missing; return whether anything was.

    Raises:
        DatabaseUnavailable: the file is no database, or of a later release.
    """
    engine = make_engine(address, writes=True)
    try:
        config = configuration(engine)
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        scripts = ScriptDirectory.from_config(config)
        if current == scripts.get_current_head():
            return False
        if current is not None and current not in {
            script.revision for script in scripts.walk_revisions()
        }:
            raise DatabaseUnavailable(
                f"the database's schema {current} is of a later release;"
                " install that release or restore a backup"
            )
        command.upgrade(config, "head")
    except DBAPIError as error:
        raise DatabaseUnavailable(f"cannot open {address}: {error.orig}") from error
    finally:
        engine.dispose()
    return True
