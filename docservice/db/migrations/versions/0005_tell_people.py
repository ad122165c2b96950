"""Tell people: who is written to, an outbox of mails, and webhooks with deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "signing_key",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "subscription",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_subscription_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_subscription_address"), "subscription", ["address"], unique=False
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_receipt", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'dropped', 'failed')",
            name=op.f("ck_mail_state"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["subscription.person_id"], name=op.f("fk_mail_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index("ix_mail_person", "mail", ["person_id"], unique=False)
    op.create_index(
        "ix_mail_state", "mail", ["state", "is_receipt", "next_at"], unique=False
    )
    op.create_table(
        "told",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_told_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_told")),
    )
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_webhook_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "delivery",
        sa.Column("webhook_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'dropped', 'failed')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "seq"],
            ["event.document_id", "event.seq"],
            name=op.f("fk_delivery_document_id_seq"),
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_delivery_webhook_id")
        ),
        sa.PrimaryKeyConstraint(
            "webhook_id", "document_id", "seq", name=op.f("pk_delivery")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delivery_state", "delivery", ["state", "next_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=True),
        sa.Column("annotation_id", sa.String(length=36), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "kind IN ('address', 'receipt', 'reply', 'answer', 'passage', 'moderation', 'revision', 'phase')",
            name=op.f("ck_message_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_message_annotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_message_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["mail.id"], name=op.f("fk_message_mail_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["subscription.person_id"], name=op.f("fk_message_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "source", name=op.f("pk_message")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_message_due", "message", ["mail_id", "due_at"], unique=False)
    # What happened before this release is no news.
    op.execute("INSERT INTO told (document_id, seq) SELECT id, seq FROM document")


def downgrade() -> None:
    for table in (
        "message",
        "delivery",
        "webhook",
        "told",
        "mail",
        "subscription",
        "signing_key",
        "lease",
    ):
        op.drop_table(table)
