"""Documents, their revisions and paragraphs, and how these continue one another."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from docservice.db.tables.schema import ID, PID, SHA256, UtcDateTime, metadata, one_of
from versions.paragraph import KINDS

REVISION_STATES = ("draft", "published", "adopted", "withdrawn")

document = Table(
    "document",
    metadata,
    Column("id", ID, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("process_id", ForeignKey("process.id"), index=True),
    # The last number given to an event of this document; rows are dense up to it.
    Column("seq", Integer, nullable=False, default=0),
    # The number of the newest published revision, 0 before the first.
    Column("newest", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("seq >= 0", name="seq"),
)

paragraph_version = Table(
    "paragraph_version",
    metadata,
    Column("sha256", SHA256, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("level", Integer, nullable=False),
    Column("marker", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("marks", JSON, nullable=False),
    one_of("kind", KINDS),
)

paragraph = Table(
    "paragraph",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("id", PID, primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("parent_id", ForeignKey("revision.id")),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ForeignKey("person.id")),
    Column("published_at", UtcDateTime),
    # Grows with each edit while it is a draft, so that two editors notice each other.
    Column("version", Integer, nullable=False, default=1),
    # The public reason for which the gate was passed, if something was open.
    Column("override_reason", Text, nullable=False, default=""),
    UniqueConstraint("document_id", "number"),
    one_of("status", REVISION_STATES),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint(
        "(status = 'draft') = (published_at IS NULL)", name="published_has_time"
    ),
)

revision_paragraph = Table(
    "revision_paragraph",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document_id", ID, nullable=False),
    Column("paragraph_id", PID, nullable=False),
    Column("sha256", ForeignKey("paragraph_version.sha256"), nullable=False),
    UniqueConstraint("revision_id", "paragraph_id"),
    ForeignKeyConstraint(
        ["document_id", "paragraph_id"], ["paragraph.document_id", "paragraph.id"]
    ),
    Index("ix_revision_paragraph_paragraph", "document_id", "paragraph_id"),
    sqlite_with_rowid=False,
)

# How paragraphs continue from the parent revision; kept ones have no row.
lineage = Table(
    "lineage",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("old_paragraph_id", PID),
    Column("new_paragraph_id", PID),
    Column("relations", JSON, nullable=False),
    Column("score", Float, nullable=False),
    CheckConstraint(
        "old_paragraph_id IS NOT NULL OR new_paragraph_id IS NOT NULL", name="one_side"
    ),
    sqlite_with_rowid=False,
)
