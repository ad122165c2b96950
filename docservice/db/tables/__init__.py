"""The schema, as SQLAlchemy Core tables; portable between SQLite and PostgreSQL.

Keys are random or (document, sequence); nothing orders by a global serial. The
migrations build it, and a test compares both. `docservice/db/dialect.py` holds
what differs between engines.
"""

from docservice.db.tables.annotations import (
    anchor,
    annotation,
    annotation_number,
    reply,
    support,
)
from docservice.db.tables.answers import (
    bundle_member,
    bundle_refusal,
    desk_filter,
    disposition,
    planned_round,
    rejoinder,
    text_block,
)
from docservice.db.tables.changes import CAUSES, change, gate_reason, incorporation
from docservice.db.tables.drafts import (
    draft_snapshot,
    draft_text,
    draft_update,
    saved_draft,
    saved_draft_paragraph,
)
from docservice.db.tables.events import event, receipt
from docservice.db.tables.leases import lease
from docservice.db.tables.people import ROLES, credential, person
from docservice.db.tables.processes import phase, process, stage
from docservice.db.tables.schema import ID, PID, SHA256, UtcDateTime, metadata, one_of
from docservice.db.tables.telling import (
    MESSAGE_KINDS,
    delivery,
    mail,
    message,
    signing_key,
    subscription,
    told,
    webhook,
)
from docservice.db.tables.texts import (
    REVISION_STATES,
    document,
    lineage,
    paragraph,
    paragraph_version,
    revision,
    revision_paragraph,
)

__all__ = [
    "CAUSES",
    "ID",
    "MESSAGE_KINDS",
    "PID",
    "REVISION_STATES",
    "ROLES",
    "SHA256",
    "UtcDateTime",
    "anchor",
    "annotation",
    "annotation_number",
    "bundle_member",
    "bundle_refusal",
    "change",
    "credential",
    "delivery",
    "desk_filter",
    "disposition",
    "document",
    "draft_snapshot",
    "draft_text",
    "draft_update",
    "event",
    "gate_reason",
    "incorporation",
    "lease",
    "lineage",
    "mail",
    "message",
    "metadata",
    "one_of",
    "paragraph",
    "paragraph_version",
    "person",
    "phase",
    "planned_round",
    "process",
    "receipt",
    "rejoinder",
    "reply",
    "revision",
    "revision_paragraph",
    "saved_draft",
    "saved_draft_paragraph",
    "signing_key",
    "stage",
    "subscription",
    "support",
    "text_block",
    "told",
    "webhook",
]
