"""Processes, their stages and phases."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from annotations.phase import PHASE_KINDS
from docservice.db.tables.schema import ID, UtcDateTime, metadata, one_of

process = Table(
    "process",
    metadata,
    Column("id", ID, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False, default=""),
    Column("lang", String(16), nullable=False),
    Column("contact", Text, nullable=False, default=""),
    Column("links", JSON, nullable=False, default=dict),
    Column("time_zone", String(64), nullable=False, default="Europe/Berlin"),
    Column("is_public", Boolean, nullable=False, default=True),
    Column("guests_may_comment", Boolean, nullable=False, default=False),
    Column("four_eyes", Boolean, nullable=False, default=False),
    Column("gate", String(16), nullable=False, default="advise"),
    # Whether a gate that requires a clear table opens for no reason at all.
    Column("gate_is_final", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("gate", ("advise", "require")),
)

stage = Table(
    "stage",
    metadata,
    Column("id", ID, primary_key=True),
    Column("process_id", ForeignKey("process.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    UniqueConstraint("process_id", "position"),
)

phase = Table(
    "phase",
    metadata,
    Column("id", ID, primary_key=True),
    Column("process_id", ForeignKey("process.id"), nullable=False, index=True),
    Column("stage_id", ForeignKey("stage.id")),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    one_of("kind", PHASE_KINDS),
    CheckConstraint("starts_at < ends_at", name="order"),
)
