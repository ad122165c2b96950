"""What happened to a document, in order, and what requests were answered with."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from docservice.db.tables.schema import ID, SHA256, UtcDateTime, metadata

event = Table(
    "event",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("type", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("person.id")),
    Column("is_internal", Boolean, nullable=False, default=False),
    # The JSON text that the socket and the events resource send as it is. It is long, so
    # the table keeps its row ids: in an index of SQLite each such row takes two pages.
    Column("data", Text, nullable=False),
    CheckConstraint("seq >= 1", name="seq"),
)

# What a key was answered with, so that a resend is harmless.
receipt = Table(
    "receipt",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("request_sha256", SHA256, nullable=False),
    Column("subject_id", ID, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
