"""People, and the secrets by which a request proves who sends it."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, String, Table, Text

from docservice.db.tables.schema import ID, SHA256, UtcDateTime, metadata, one_of

ROLES = ("citizen", "moderator", "drafter", "admin")

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
