"""Work that one process does for all."""

from sqlalchemy import Column, String, Table

from docservice.db.tables.schema import ID, UtcDateTime, metadata

# Work that one process does for all: it holds the lease and renews it.
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", ID, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
