"""What a revision changed, because of what, and what its gate said."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from docservice.db.tables.schema import ID, PID, SHA256, metadata, one_of
from versions.comparison import HUNK_KINDS

CAUSES = ("annotations", "ideas", "editorial", "decision")

change = Table(
    "change",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, nullable=False),
    Column("revision", Integer, nullable=False),
    # Names the hunk by its paragraphs and words, so that a decision made on a
    # draft finds its hunk again when the draft is edited elsewhere.
    Column("key", SHA256, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False, server_default="changed"),
    Column("old_paragraph", PID),
    Column("old_start", Integer),
    Column("old_end", Integer),
    Column("old_text", Text, nullable=False, default=""),
    Column("new_paragraph", PID),
    Column("new_start", Integer),
    Column("new_end", Integer),
    Column("new_text", Text, nullable=False, default=""),
    Column("cause", String(16)),
    Column("note", Text, nullable=False, default=""),
    UniqueConstraint("document_id", "revision", "key"),
    one_of("kind", HUNK_KINDS),
    one_of("cause", CAUSES, null=True),
    ForeignKeyConstraint(
        ["document_id", "revision"], ["revision.document_id", "revision.number"]
    ),
)

incorporation = Table(
    "incorporation",
    metadata,
    Column("change_id", ForeignKey("change.id"), primary_key=True),
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("is_confirmed", Boolean, nullable=False),
    Column("evidence", Text, nullable=False, default=""),
    Index("ix_incorporation_annotation", "annotation_id"),
    sqlite_with_rowid=False,
)

# What was open when a revision was published, and the public reason for each list.
gate_reason = Table(
    "gate_reason",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("list", String(16), primary_key=True),
    Column("size", Integer, nullable=False),  # how much of it was open then
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)
