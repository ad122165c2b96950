"""The schema, as SQLAlchemy Core tables; portable between SQLite and PostgreSQL.

Keys are random or (document, sequence); nothing orders by a global serial. The
migrations build it, and a test compares both. `docservice/db/dialect.py` holds
what differs between engines.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES, STANCES
from annotations.phase import PHASE_KINDS
from annotations.thread import MOTIVATIONS, REMARK_STATES
from versions.comparison import HUNK_KINDS
from versions.paragraph import KINDS

ROLES = ("citizen", "moderator", "drafter", "admin")
REVISION_STATES = ("draft", "published", "adopted", "withdrawn")
CAUSES = ("annotations", "ideas", "editorial", "decision")
MESSAGE_KINDS = (
    "address",
    "receipt",
    "reply",
    "answer",
    "passage",
    "moderation",
    "revision",
    "phase",
    "rejoinder",
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, also on engines that know no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Refuse naive datetimes: they mean something else on every machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a stored time needs a time zone: {value!r}")
        return value.astimezone(UTC)  # SQLite's text leaves the zone out

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the time with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(
    column: str, values: Sequence[str], *, null: bool = False
) -> CheckConstraint:
    """Return the constraint that `column` holds one of `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} IN ({listed})"
    return CheckConstraint(
        f"{column} IS NULL OR {condition}" if null else condition, name=column
    )


ID = String(36)
SHA256 = String(64)
PID = String(36)

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

person = Table(
    "person",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("is_guest", Boolean, nullable=False, default=False),
    Column("email", String(254), unique=True),
    Column("lang", String(16), nullable=False, default="de"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("blocked_at", UtcDateTime),
    one_of("role", ROLES),
    CheckConstraint("NOT is_guest OR role = 'citizen'", name="guest_is_citizen"),
)

# Bearer tokens, sign-in links and sessions; only the sha256 of a secret is kept.
credential = Table(
    "credential",
    metadata,
    Column("sha256", SHA256, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    one_of("kind", ("token", "link", "session")),
)

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

# What the author of an annotation says about its disposition: once, hence the key.
rejoinder = Table(
    "rejoinder",
    metadata,
    Column("annotation_id", ForeignKey("annotation.id"), primary_key=True),
    Column("stance", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("stance", STANCES),
)

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

# What was open when a revision was published, and the public reason for each list.
# When the decided answers of a document become public together.
planned_round = Table(
    "planned_round",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("planned_by", ForeignKey("person.id"), nullable=False),
)

gate_reason = Table(
    "gate_reason",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("list", String(16), primary_key=True),
    Column("size", Integer, nullable=False),  # how much of it was open then
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
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

# Who is written to: one address per person, never shown and never in an event. `off`
# lists the kinds of messages that the person switched off.
subscription = Table(
    "subscription",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("address", String(254), nullable=False, index=True),
    Column("lang", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # Before that, one mail asks whether the address is right.
    Column("confirmed_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("off", JSON, nullable=False, default=list),
    sqlite_with_rowid=False,
)

# The outbox. A mail is an envelope; what stands in it are the messages that name it.
mail = Table(
    "mail",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ForeignKey("subscription.person_id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("is_receipt", Boolean, nullable=False),
    Column("state", String(16), nullable=False, default="waiting"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UtcDateTime, nullable=False),
    one_of("state", ("waiting", "sent", "dropped", "failed")),
    Index("ix_mail_state", "state", "is_receipt", "next_at"),
    Index("ix_mail_person", "person_id"),
)

# Something to tell somebody. `source` names what it comes from, so that the same thing
# is never told twice; `subject` is the id or number of what it is about.
message = Table(
    "message",
    metadata,
    Column("person_id", ForeignKey("subscription.person_id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("source", String(120), primary_key=True),
    Column("document_id", ForeignKey("document.id")),
    Column("annotation_id", ForeignKey("annotation.id")),
    Column("subject", String(80), nullable=False, default=""),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("mail_id", ForeignKey("mail.id")),
    one_of("kind", MESSAGE_KINDS),
    Index("ix_message_due", "mail_id", "due_at"),
    sqlite_with_rowid=False,
)

# Up to which event of a document the messages and deliveries were made.
told = Table(
    "told",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
)

# Work that one process does for all: it holds the lease and renews it.
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", ID, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# What the links in mails are signed with.
signing_key = Table(
    "signing_key",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("secret", String(64), nullable=False),
)

# Programs that are told of public events; without a document, of all.
webhook = Table(
    "webhook",
    metadata,
    Column("id", ID, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", String(64), nullable=False),
    Column("document_id", ForeignKey("document.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

delivery = Table(
    "delivery",
    metadata,
    Column("webhook_id", ForeignKey("webhook.id"), primary_key=True),
    Column("document_id", ID, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("state", String(16), nullable=False, default="waiting"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UtcDateTime, nullable=False),
    # What the receiver answered last: a status, or why there is none.
    Column("answer", String(80), nullable=False, default=""),
    one_of("state", ("waiting", "delivered", "dropped", "failed")),
    ForeignKeyConstraint(["document_id", "seq"], ["event.document_id", "event.seq"]),
    Index("ix_delivery_state", "state", "next_at"),
    sqlite_with_rowid=False,
)
