"""Annotations, where they stand in each revision, replies and support."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from annotations.anchor import VERDICTS
from annotations.thread import MOTIVATIONS, REMARK_STATES
from docservice.db.tables.schema import ID, PID, UtcDateTime, metadata, one_of

annotation = Table(
    "annotation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("motivation", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("replacement", Text),
    Column("lang", String(16), nullable=False),
    Column("start_paragraph", PID, nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_paragraph", PID, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime),
    Column("state", String(16), nullable=False, default="visible"),
    Column("version", Integer, nullable=False, default=1),
    Column("support", Integer, nullable=False, default=0),
    Column("assignee_id", ForeignKey("person.id")),
    # By when the assignee should have answered; a day where the process is.
    Column("due_on", Date),
    one_of("motivation", MOTIVATIONS),
    one_of("state", REMARK_STATES),
    CheckConstraint(
        "(motivation = 'editing') = (replacement IS NOT NULL)", name="replacement"
    ),
    CheckConstraint("support >= 0", name="support"),
    ForeignKeyConstraint(
        ["document_id", "revision"], ["revision.document_id", "revision.number"]
    ),
    ForeignKeyConstraint(
        ["document_id", "start_paragraph"], ["paragraph.document_id", "paragraph.id"]
    ),
    ForeignKeyConstraint(
        ["document_id", "end_paragraph"], ["paragraph.document_id", "paragraph.id"]
    ),
    # With state and motivation, and below with the verdict: the reading page counts
    # from these.
    Index("ix_annotation_document", "document_id", "id", "state", "motivation"),
)

# A whole number for each annotation: the search index wants one, and those above its
# highest are not in it yet; see `docservice/db/search.py`.
annotation_number = Table(
    "annotation_number",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("annotation_id", ForeignKey("annotation.id"), nullable=False, unique=True),
)

anchor = Table(
    "anchor",
    metadata,
    Column("document_id", ID, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("verdict", String(16), nullable=False),
    # The verdict of all steps since the annotation was made.
    Column("since_made", String(16), nullable=False),
    Column("start_paragraph", PID),
    Column("start_offset", Integer),
    Column("end_paragraph", PID),
    Column("end_offset", Integer),
    Column("old", Text, nullable=False, default=""),
    Column("new", Text, nullable=False, default=""),
    Column("pieces", JSON, nullable=False, default=list),
    Column("candidates", JSON, nullable=False, default=list),
    Column("score", Float, nullable=False),
    Column("method", String(40), nullable=False),
    Column("algorithm", String(40), nullable=False),
    Column("confirmed_by", ForeignKey("person.id")),
    Column("confirmed_at", UtcDateTime),
    one_of("verdict", VERDICTS),
    one_of("since_made", VERDICTS),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
    CheckConstraint(
        "(start_paragraph IS NULL) = (end_paragraph IS NULL)", name="both_ends"
    ),
    ForeignKeyConstraint(
        ["document_id", "revision"], ["revision.document_id", "revision.number"]
    ),
    Index("ix_anchor_annotation", "annotation_id"),
    Index(
        "ix_anchor_paragraph", "document_id", "revision", "start_paragraph", "verdict"
    ),
    sqlite_with_rowid=False,
)

reply = Table(
    "reply",
    metadata,
    Column("id", ID, primary_key=True),
    Column("annotation_id", ForeignKey("annotation.id"), nullable=False),
    Column("author_id", ForeignKey("person.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False, default="visible"),
    one_of("state", REMARK_STATES),
    Index("ix_reply_annotation", "annotation_id", "id"),
)

support = Table(
    "support",
    metadata,
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
