"""Run migrations on the engine given by `docservice.db.migrating`, or on a URL."""

from alembic import context
from sqlalchemy import Engine

from docservice.db.dialect import make_engine
from docservice.db.migrating import is_declared
from docservice.db.tables import metadata
from docservice.settings import Settings


def run() -> None:
    """Upgrade in one transaction, so that a failing step leaves nothing behind."""
    engine: Engine = context.config.attributes.get("engine") or make_engine(
        Settings.from_environment().database, writes=True
    )
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            transactional_ddl=True,
            include_name=is_declared,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
