"""Create the first schema, and the triggers that keep published rows as they are."""

import sqlalchemy as sa
from alembic import op

from docservice.db.dialect import freeze_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paragraph_version",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('heading', 'paragraph', 'list_item', 'quote', 'table', 'code')",
            name=op.f("ck_paragraph_version_kind"),
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_paragraph_version")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT is_guest OR role = 'citizen'", name=op.f("ck_person_guest_is_citizen")
        ),
        sa.CheckConstraint(
            "role IN ('citizen', 'moderator', 'drafter', 'admin')",
            name=op.f("ck_person_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "process",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("guests_may_comment", sa.Boolean(), nullable=False),
        sa.Column("gate", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "gate IN ('advise', 'require')", name=op.f("ck_process_gate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
        sa.UniqueConstraint("slug", name=op.f("uq_process_slug")),
    )
    op.create_table(
        "credential",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('token', 'link', 'session')", name=op.f("ck_credential_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_credential_person_id")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_credential")),
    )
    op.create_index(
        op.f("ix_credential_person_id"), "credential", ["person_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=36), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_document_seq")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_document_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("slug", name=op.f("uq_document_slug")),
    )
    op.create_index(
        op.f("ix_document_process_id"), "document", ["process_id"], unique=False
    )
    op.create_table(
        "receipt",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_receipt_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_receipt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stage",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("process_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_stage_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint(
            "process_id", "position", name=op.f("uq_stage_process_id_position")
        ),
    )
    op.create_index(op.f("ix_stage_process_id"), "stage", ["process_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_event_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_event_person_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "seq", name=op.f("pk_event")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paragraph",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_paragraph_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_paragraph")),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("process_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('information', 'ideas', 'commenting', 'drafting', 'decision', 'closed')",
            name=op.f("ck_phase_kind"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_phase_order")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_phase_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stage.id"], name=op.f("fk_phase_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
    )
    op.create_index(op.f("ix_phase_process_id"), "phase", ["process_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(status = 'draft') = (published_at IS NULL)",
            name=op.f("ck_revision_published_has_time"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'adopted', 'withdrawn')",
            name=op.f("ck_revision_status"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revision_number")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_revision_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["revision.id"], name=op.f("fk_revision_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_revision_document_id_number")
        ),
    )
    op.create_table(
        "annotation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("motivation", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=True),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("start_paragraph", sa.String(length=36), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_paragraph", sa.String(length=36), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "(motivation = 'editing') = (replacement IS NOT NULL)",
            name=op.f("ck_annotation_replacement"),
        ),
        sa.CheckConstraint(
            "motivation IN ('commenting', 'questioning', 'editing', 'highlighting')",
            name=op.f("ck_annotation_motivation"),
        ),
        sa.CheckConstraint(
            "state IN ('visible', 'withdrawn', 'hidden')",
            name=op.f("ck_annotation_state"),
        ),
        sa.CheckConstraint("support >= 0", name=op.f("ck_annotation_support")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_annotation_assignee_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_annotation_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "end_paragraph"],
            ["paragraph.document_id", "paragraph.id"],
            name=op.f("fk_annotation_document_id_end_paragraph"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "revision"],
            ["revision.document_id", "revision.number"],
            name=op.f("fk_annotation_document_id_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "start_paragraph"],
            ["paragraph.document_id", "paragraph.id"],
            name=op.f("fk_annotation_document_id_start_paragraph"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_annotation_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation")),
    )
    op.create_index(
        op.f("ix_annotation_author_id"), "annotation", ["author_id"], unique=False
    )
    op.create_index(
        "ix_annotation_document", "annotation", ["document_id", "id"], unique=False
    )
    op.create_table(
        "change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("old_paragraph", sa.String(length=36), nullable=True),
        sa.Column("old_start", sa.Integer(), nullable=True),
        sa.Column("old_end", sa.Integer(), nullable=True),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("new_paragraph", sa.String(length=36), nullable=True),
        sa.Column("new_start", sa.Integer(), nullable=True),
        sa.Column("new_end", sa.Integer(), nullable=True),
        sa.Column("new_text", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "cause IS NULL OR cause IN ('annotations', 'ideas', 'editorial', 'decision')",
            name=op.f("ck_change_cause"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "revision"],
            ["revision.document_id", "revision.number"],
            name=op.f("fk_change_document_id_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint(
            "document_id",
            "revision",
            "key",
            name=op.f("uq_change_document_id_revision_key"),
        ),
    )
    op.create_table(
        "lineage",
        sa.Column("revision_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("old_paragraph_id", sa.String(length=36), nullable=True),
        sa.Column("new_paragraph_id", sa.String(length=36), nullable=True),
        sa.Column("relations", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "old_paragraph_id IS NOT NULL OR new_paragraph_id IS NOT NULL",
            name=op.f("ck_lineage_one_side"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_lineage_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_lineage")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revision_paragraph",
        sa.Column("revision_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("paragraph_id", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "paragraph_id"],
            ["paragraph.document_id", "paragraph.id"],
            name=op.f("fk_revision_paragraph_document_id_paragraph_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_revision_paragraph_revision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["paragraph_version.sha256"],
            name=op.f("fk_revision_paragraph_sha256"),
        ),
        sa.PrimaryKeyConstraint(
            "revision_id", "position", name=op.f("pk_revision_paragraph")
        ),
        sa.UniqueConstraint(
            "revision_id",
            "paragraph_id",
            name=op.f("uq_revision_paragraph_revision_id_paragraph_id"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_revision_paragraph_paragraph",
        "revision_paragraph",
        ["document_id", "paragraph_id"],
        unique=False,
    )
    op.create_table(
        "anchor",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("start_paragraph", sa.String(length=36), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_paragraph", sa.String(length=36), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("algorithm", sa.String(length=40), nullable=False),
        sa.Column("confirmed_by", sa.String(length=36), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('kept', 'moved', 'changed', 'ambiguous', 'orphan')",
            name=op.f("ck_anchor_verdict"),
        ),
        sa.CheckConstraint(
            "(start_paragraph IS NULL) = (end_paragraph IS NULL)",
            name=op.f("ck_anchor_both_ends"),
        ),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_anchor_score")),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_anchor_annotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_anchor_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "revision"],
            ["revision.document_id", "revision.number"],
            name=op.f("fk_anchor_document_id_revision"),
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "revision", "annotation_id", name=op.f("pk_anchor")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anchor_annotation", "anchor", ["annotation_id"], unique=False)
    op.create_index(
        "ix_anchor_paragraph",
        "anchor",
        ["document_id", "revision", "start_paragraph"],
        unique=False,
    )
    op.create_table(
        "disposition",
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("duplicate_of", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'duplicate_of') = (duplicate_of IS NOT NULL)",
            name=op.f("ck_disposition_duplicate"),
        ),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'accepted_in_part', 'declined', 'noted', 'referred', 'obsolete', 'duplicate_of')",
            name=op.f("ck_disposition_outcome"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'decided', 'published')",
            name=op.f("ck_disposition_state"),
        ),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotation.id"],
            name=op.f("fk_disposition_annotation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_disposition_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["annotation.id"],
            name=op.f("fk_disposition_duplicate_of"),
        ),
        sa.PrimaryKeyConstraint(
            "annotation_id", "version", name=op.f("pk_disposition")
        ),
    )
    op.create_table(
        "incorporation",
        sa.Column("change_id", sa.String(length=36), nullable=False),
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotation.id"],
            name=op.f("fk_incorporation_annotation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change.id"], name=op.f("fk_incorporation_change_id")
        ),
        sa.PrimaryKeyConstraint(
            "change_id", "annotation_id", name=op.f("pk_incorporation")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_incorporation_annotation", "incorporation", ["annotation_id"], unique=False
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "state IN ('visible', 'withdrawn', 'hidden')", name=op.f("ck_reply_state")
        ),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_reply_annotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_reply_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index(
        "ix_reply_annotation", "reply", ["annotation_id", "id"], unique=False
    )
    op.create_table(
        "support",
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_support_annotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id")
        ),
        sa.PrimaryKeyConstraint("annotation_id", "person_id", name=op.f("pk_support")),
        sqlite_with_rowid=False,
    )
    for statement in freeze_statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("support")
    op.drop_index("ix_reply_annotation", table_name="reply")
    op.drop_table("reply")
    op.drop_index("ix_incorporation_annotation", table_name="incorporation")
    op.drop_table("incorporation")
    op.drop_table("disposition")
    op.drop_index("ix_anchor_paragraph", table_name="anchor")
    op.drop_index("ix_anchor_annotation", table_name="anchor")
    op.drop_table("anchor")
    op.drop_index("ix_revision_paragraph_paragraph", table_name="revision_paragraph")
    op.drop_table("revision_paragraph")
    op.drop_table("lineage")
    op.drop_table("change")
    op.drop_index("ix_annotation_document", table_name="annotation")
    op.drop_index(op.f("ix_annotation_author_id"), table_name="annotation")
    op.drop_table("annotation")
    op.drop_table("revision")
    op.drop_index(op.f("ix_phase_process_id"), table_name="phase")
    op.drop_table("phase")
    op.drop_table("paragraph")
    op.drop_table("event")
    op.drop_index(op.f("ix_stage_process_id"), table_name="stage")
    op.drop_table("stage")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_document_process_id"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("ix_credential_person_id"), table_name="credential")
    op.drop_table("credential")
    op.drop_table("process")
    op.drop_table("person")
    op.drop_table("paragraph_version")
