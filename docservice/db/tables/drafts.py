"""The live draft, its meetings with the rows, and drafts that were kept."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from docservice.db.tables.schema import ID, PID, UtcDateTime, metadata

# The live draft's log: what each commit of its room added, in order. `data` is a Yjs
# update; rows up to the snapshot's number are in the snapshot and may be gone.
draft_update = Table(
    "draft_update",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id")),
    # The comment that its author was working on.
    Column("annotation_id", ForeignKey("annotation.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint("seq >= 1", name="seq"),
    sqlite_with_rowid=False,
)

# The whole live draft after update number `seq`, 0 for what it was seeded with.
draft_snapshot = Table(
    "draft_snapshot",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint("seq >= 0", name="seq"),
)

# The live draft when it said what a revision's rows say, at that version of them: of
# the newest revision, which the draft continues, and of the draft as it was last
# written into rows. `sources` tell where the words of those rows are from.
draft_text = Table(
    "draft_text",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("revision_id", ID, primary_key=True),
    # Counts how often both met; the highest is what both said last.
    Column("meeting", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("sources", JSON, nullable=False),
    CheckConstraint("seq >= 0", name="seq"),
)

# A draft's text as it stood when somebody kept it under a name.
saved_draft = Table(
    "saved_draft",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Index("ix_saved_draft_document", "document_id", "id"),
)

saved_draft_paragraph = Table(
    "saved_draft_paragraph",
    metadata,
    Column("saved_draft_id", ForeignKey("saved_draft.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("paragraph_id", PID, nullable=False),
    Column("sha256", ForeignKey("paragraph_version.sha256"), nullable=False),
    sqlite_with_rowid=False,
)
