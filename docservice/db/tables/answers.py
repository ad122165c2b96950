"""Answers to annotations, and what drafters keep for giving them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from annotations.disposition import OUTCOMES, STANCES
from docservice.db.tables.schema import ID, UtcDateTime, metadata, one_of

# Every version of an answer is kept; the highest one holds.
disposition = Table(
    "disposition",
    metadata,
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("duplicate_of", ForeignKey("annotation.id")),
    # Why nothing in the text changed although it was accepted; public like the reason.
    Column("without_change", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False),
    Column("author_id", ForeignKey("person.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    one_of("outcome", OUTCOMES),
    one_of("state", ("proposed", "decided", "published")),
    CheckConstraint(
        "(outcome = 'duplicate_of') = (duplicate_of IS NOT NULL)", name="duplicate"
    ),
)

# What the author of an annotation says about a public version of its disposition: once,
# hence the key.
rejoinder = Table(
    "rejoinder",
    metadata,
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("stance", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("stance", STANCES),
)

# Annotations that a drafter found to say the same; each stays what it is.
bundle_member = Table(
    "bundle_member",
    metadata,
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("bundle_id", ID, nullable=False, index=True),
    Column("added_by", ForeignKey("person.id"), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

# Pairs of annotations of which a drafter said that they do not say the same.
bundle_refusal = Table(
    "bundle_refusal",
    metadata,
    Column("first_id", ForeignKey("annotation.id"), primary_key=True),
    Column("other_id", ForeignKey("annotation.id"), primary_key=True),
    Column("refused_by", ForeignKey("person.id"), nullable=False),
    Column("refused_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# When the decided answers of a document become public together.
planned_round = Table(
    "planned_round",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("planned_by", ForeignKey("person.id"), nullable=False),
)

# The desk's list as a drafter likes it: the query of its address, under a name.
desk_filter = Table(
    "desk_filter",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "person_id", "name"),
)

# Reasons that the drafters of a document give again and again.
text_block = Table(
    "text_block",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "name"),
)
