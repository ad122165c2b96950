"""What people and programs are told: by mail and by webhook."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from docservice.db.tables.schema import ID, UtcDateTime, metadata, one_of

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
