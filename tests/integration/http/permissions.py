"""Every route with what each role is answered: the table of the permission test.

A row is `method path`, then the statuses for anonymous visitors, guests, citizens,
moderators, drafters and admins, then what is sent. Nobody in the table is the author of the
annotation and the reply that the address names.
"""

from dataclasses import dataclass, field
from typing import Any

ROLES = ("anonymous", "guest", "citizen", "moderator", "drafter", "admin")
KEY = "a-key-that-the-form-for-{slug}-came-with-{reply}"
QUOTE = {"revision": 1, "target": {"quote": {"exact": "alte Worte"}}, "body": "Ja."}
TEXT = {"markdown": "# Titel\n\nHier stehen neue Worte."}
FILE = ("neu.md", TEXT["markdown"].encode(), "text/markdown")


@dataclass(frozen=True, slots=True)
class Row:
    """A route with the statuses of the roles; `sends` are options of the request."""

    route: str
    statuses: str
    sends: dict[str, Any] = field(default_factory=dict)
    with_draft: bool = False

    @property
    def expected(self) -> dict[str, int]:
        """Return the status by role; a single one holds for all."""
        found = [int(status) for status in self.statuses.split()]
        each = found * len(ROLES) if len(found) == 1 else found
        return dict(zip(ROLES, each, strict=True))


API = (
    Row("GET /api/v1/openapi.json", "200"),
    Row("GET /api/v1/documents", "200"),
    Row(
        "POST /api/v1/documents",
        "401 403 403 403 201 201",
        {"json": {"slug": "{new}", "title": "Neu", **TEXT}},
    ),
    Row("GET /api/v1/documents/{slug}", "200"),
    Row("GET /api/v1/processes/{process}", "200"),
    Row(
        "PATCH /api/v1/processes/{process}",
        "401 403 403 403 403 200",
        {"json": {"gate": "advise"}},
    ),
    Row("GET /api/v1/documents/{slug}/revisions", "200"),
    Row(
        "POST /api/v1/documents/{slug}/revisions",
        "401 403 403 403 201 201",
        {"json": TEXT},
    ),
    Row("GET /api/v1/documents/{slug}/revisions/{number}", "200"),
    Row("GET /api/v1/documents/{slug}/compare/{old}/{new}", "200"),
    Row("GET /api/v1/documents/{slug}/annotations", "200"),
    Row(
        "POST /api/v1/documents/{slug}/annotations",
        "401 201 201 201 201 201",
        {"json": QUOTE},
    ),
    Row("GET /api/v1/documents/{slug}/events", "200"),
    Row("GET /api/v1/documents/{slug}/revisions/{number}/changes", "200"),
    Row("GET /api/v1/documents/{slug}/changes/{id}", "404"),  # nothing is changed yet
    Row("GET /api/v1/documents/{slug}/origins", "200"),
    Row("GET /api/v1/documents/{slug}/statistics", "200"),
    Row("GET /api/v1/annotations/{id}", "200"),
    Row(
        "PATCH /api/v1/annotations/{id}",
        "401 403 403 200 403 200",
        {"json": {"state": "hidden"}},
    ),
    Row("DELETE /api/v1/annotations/{id}", "401 403 403 403 403 403"),
    Row("GET /api/v1/annotations/{id}/trace", "200"),
    Row(
        "POST /api/v1/annotations/{id}/replies",
        "401 201 201 201 201 201",
        {"json": {"body": "Ja."}},
    ),
    Row("PUT /api/v1/annotations/{id}/support", "401 200 200 200 200 200"),
    Row("DELETE /api/v1/annotations/{id}/support", "401 200 200 200 200 200"),
    Row(
        "PUT /api/v1/annotations/{id}/disposition",
        "401 403 403 403 200 200",
        {"json": {"outcome": "noted", "reason": "Gesehen."}},
    ),
    Row(
        "PUT /api/v1/annotations/{id}/rejoinder",
        "401 403 403 403 403 403",
        {"json": {"stance": "agree"}},
    ),
    Row(
        "PUT /api/v1/annotations/{id}/anchors/{number}",
        "401 403 403 403 404 404",  # the only revision is the one it was made on
        {"json": {"verdict": "orphan"}},
    ),
    Row("GET /api/v1/replies/{id}", "200"),
    Row(
        "PATCH /api/v1/replies/{id}",
        "401 403 403 200 403 200",
        {"json": {"state": "hidden"}},
    ),
    Row("DELETE /api/v1/replies/{id}", "401 403 403 403 403 403"),
)

OPERATIONS = (
    Row("GET /healthz", "200"),
    Row("GET /readyz", "200"),
    Row("GET /metrics", "200"),
    Row("GET /assets/{name}", "404"),  # names hold a digest; this one is none
)

SIGNING_IN = (
    Row("GET /{lang}/sign-in", "200"),
    Row("POST /{lang}/sign-in", "404", {"data": {"email": "a@example.org"}}),
    Row("GET /{lang}/sign-in/{secret}", "410"),
    Row("POST /{lang}/sign-in/{secret}", "410"),
    # Guests who could not come back are asked first.
    Row("POST /{lang}/sign-out", "303 200 303 303 303 303"),
    Row("GET /{lang}/mails", "401 200 200 200 200 200"),
    # Without an address there is nothing to end.
    Row("POST /{lang}/mails", "401 404 404 404 404 404", {"data": {"do": "stop"}}),
    Row("GET /{lang}/mails/{secret}", "404"),
    Row("POST /{lang}/mails/{secret}", "404", {"data": {"do": "stop"}}),
    Row("GET /{lang}/mails/{secret}/stop", "303"),
    Row("POST /{lang}/mails/{secret}/stop", "404"),
    Row("POST /{lang}/guest", "303", {"data": {"document": "{slug}", "name": "Kim"}}),
)

READING = (
    Row("GET /", "307"),
    Row("GET /{lang}", "308"),
    Row("GET /{lang}/", "200"),
    Row("GET /{lang}/p/{process}", "200"),
    Row("GET /d/{slug}", "302"),
    Row("GET /d/{slug}/r/{number}", "302"),
    Row("GET /{lang}/d/{slug}", "200"),
    Row("GET /{lang}/d/{slug}/r/{number}", "200"),
    Row("GET /{lang}/d/{slug}/r/{number}/spans", "200"),
    Row("GET /{lang}/d/{slug}/r/{number}/threads?paragraph={paragraph}", "200"),
    Row("GET /{lang}/d/{slug}/comments", "200"),
    Row("GET /{lang}/d/{slug}/compare", "303"),
    Row("GET /{lang}/d/{slug}/compare/{old}/{new}", "200"),
    Row("GET /{lang}/d/{slug}/changes", "200"),
    Row("GET /{lang}/d/{slug}/changes/{change}", "404"),  # nothing is changed yet
    Row("GET /d/{slug}/changes/{change}", "302"),
    Row("GET /{lang}/d/{slug}/r/{number}/text.{kind}", "200"),
    Row("GET /{lang}/d/{slug}/comments.{kind}", "200"),
    Row("GET /{lang}/d/{slug}/answers.{kind}", "200"),
    Row("GET /{lang}/d/{slug}/compare/{old}/{new}/synopsis.{kind}", "200"),
    Row("GET /{lang}/d/{slug}/history", "200"),
    Row("GET /{lang}/d/{slug}/origins", "200"),
    Row("GET /{lang}/d/{slug}/history/{paragraph}", "200"),
    Row("GET /{lang}/d/{slug}/statistics", "200"),
    Row("GET /{lang}/d/{slug}/statistics/{table}.csv", "200"),
    Row("GET /{lang}/d/{slug}/feed.atom", "200"),
    Row("GET /{lang}/d/{slug}/feed.json", "200"),
    Row("GET /{lang}/d/{slug}/log", "200"),
    Row("GET /{lang}/help", "200"),
    Row("GET /{lang}/accessibility", "200"),
    Row("GET /c/{annotation}", "302"),
    Row("GET /{lang}/c/{annotation}", "200"),
)

COMMENTING = (
    Row("GET /{lang}/d/{slug}/r/{number}/p/{paragraph}/comment", "200"),
    Row(
        "POST /{lang}/d/{slug}/r/{number}/p/{paragraph}/comment",
        "422 303 303 303 303 303",  # who has no session has to give a name
        {"data": {"scope": "paragraph", "body": "Ja.", "key": KEY}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/reply",
        "422 303 303 303 303 303",
        {"data": {"body": "Ja.", "key": KEY}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/support",
        "422 303 303 303 303 303",
        {"data": {"on": "1"}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/rejoin",
        "401 403 403 403 403 403",
        {"data": {"stance": "agree", "reason": ""}},
    ),
    Row("GET /{lang}/c/{annotation}/edit", "403 403 403 403 403 403"),
    Row(
        "POST /{lang}/c/{annotation}/edit",
        "403 403 403 403 403 403",
        {"data": {"body": "Meins.", "version": "1"}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/withdraw",
        "401 403 403 403 403 403",
        {"data": {"sure": "1"}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/moderate",
        "401 403 403 303 403 303",
        {"data": {"do": "hide"}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/replies/{reply}/withdraw",
        "401 403 403 403 403 403",
        {"data": {"sure": "1"}},
    ),
    Row(
        "POST /{lang}/c/{annotation}/replies/{reply}/moderate",
        "401 403 403 303 403 303",
        {"data": {"do": "hide"}},
    ),
)

STAFF = "401 403 403 403 "

DRAFTING = (
    Row("GET /{lang}/d/{slug}/desk", STAFF + "200 200"),
    Row(
        "POST /{lang}/d/{slug}/desk/answer",
        STAFF + "303 303",
        {"data": {"chosen": "{annotation}:0", "outcome": "noted", "reason": "Ja."}},
    ),
    Row(  # its answer is not proposed
        "POST /{lang}/d/{slug}/desk/decide",
        STAFF + "422 422",
        {"data": {"chosen": "{annotation}:0"}},
    ),
    Row(
        "POST /{lang}/d/{slug}/desk/assign",
        STAFF + "303 303",
        {"data": {"chosen": "{annotation}:0", "assignee": "nobody"}},
    ),
    Row(
        "POST /{lang}/d/{slug}/desk/filters",
        STAFF + "303 303",
        {"data": {"name": "Meine", "back": "answer=open"}},
    ),
    Row(  # there is none of one's own
        "POST /{lang}/d/{slug}/desk/filters/{filter}/delete",
        STAFF + "404 404",
        {"data": {}},
    ),
    Row(  # nobody answered yet, so nothing can be taken back
        "POST /{lang}/d/{slug}/desk/c/{annotation}/undo",
        STAFF + "422 422",
        {"data": {"version": "0"}},
    ),
    Row("POST /{lang}/d/{slug}/desk/c/{annotation}/in-hand", STAFF + "200 200"),
    Row("GET /{lang}/d/{slug}/desk/blocks", STAFF + "200 200"),
    Row(
        "POST /{lang}/d/{slug}/desk/blocks",
        STAFF + "303 303",
        {"data": {"name": "Danke", "body": "Vielen Dank."}},
    ),
    Row("POST /{lang}/d/{slug}/desk/blocks/{block}/delete", STAFF + "404 404"),
    Row("GET /{lang}/d/{slug}/desk/bundles", STAFF + "200 200"),
    Row(
        "POST /{lang}/d/{slug}/desk/bundles",
        STAFF + "303 303",
        {"data": {"do": "refuse", "listed": "{annotation}"}},
    ),
    Row(
        "POST /{lang}/d/{slug}/desk/bundles/leave",
        STAFF + "303 303",
        {"data": {"chosen": "{annotation}"}},
    ),
    Row("GET /{lang}/d/{slug}/desk/publish", STAFF + "200 200"),
    Row(
        "POST /{lang}/d/{slug}/desk/publish", STAFF + "303 303", {"data": {"do": "now"}}
    ),
    Row(
        "POST /{lang}/d/{slug}/desk/c/{annotation}",
        STAFF + "303 303",
        {"data": {"outcome": "noted", "reason": "Ja.", "version": "0"}},
    ),
    Row("GET /{lang}/d/{slug}/draft", STAFF + "200 200"),
    Row("POST /{lang}/d/{slug}/draft/begin", STAFF + "303 303"),
    Row(
        "POST /{lang}/d/{slug}/draft/describe",
        STAFF + "303 303",
        {"data": {"version": "1", "label": "Neu", "note": ""}},
        with_draft=True,
    ),
    Row(
        "POST /{lang}/d/{slug}/draft/move",
        STAFF + "303 303",
        {"data": {"version": "1", "down": "{paragraph}:"}},
        with_draft=True,
    ),
    Row("POST /{lang}/d/{slug}/draft/discard", STAFF + "303 303", with_draft=True),
    Row("GET /{lang}/d/{slug}/draft/p/{paragraph}", STAFF + "200 200", with_draft=True),
    Row(
        "POST /{lang}/d/{slug}/draft/p/{paragraph}",
        STAFF + "303 303",
        {"data": {"version": "1", "source": "Neuer Satz.", "sha256": "{sha256}"}},
        with_draft=True,
    ),
    Row(
        "GET /{lang}/d/{slug}/draft/p/{paragraph}/insert",
        STAFF + "200 200",
        with_draft=True,
    ),
    Row(
        "POST /{lang}/d/{slug}/draft/p/{paragraph}/insert",
        STAFF + "303 303",
        {"data": {"version": "1", "source": "Neuer Satz."}},
        with_draft=True,
    ),
    Row("GET /{lang}/d/{slug}/draft/saved", STAFF + "200 200"),
    Row(
        "POST /{lang}/d/{slug}/draft/saved",
        STAFF + "303 303",
        {"data": {"name": "Vor dem Termin"}},
        with_draft=True,
    ),
    Row("GET /{lang}/d/{slug}/draft/saved/{saved}", STAFF + "200 200", with_draft=True),
    Row(
        "POST /{lang}/d/{slug}/draft/saved/{saved}/restore",
        STAFF + "303 303",
        with_draft=True,
    ),
    Row(
        "POST /{lang}/d/{slug}/draft/upload",
        STAFF + "303 303",
        {"files": {"file": FILE}},
    ),
)

PREVIEW = "/{lang}/d/{slug}/draft/preview"
PUBLISHING = (
    Row(f"GET {PREVIEW}", STAFF + "200 200", with_draft=True),
    Row(
        f"POST {PREVIEW}/causes",
        STAFF + "303 303",
        {"data": {"show": "changes"}},
        with_draft=True,
    ),
    Row(f"GET {PREVIEW}/publish", STAFF + "200 200", with_draft=True),
    Row(
        f"POST {PREVIEW}/publish",
        STAFF + "303 303",
        {"data": {"label": "Neu", "version": "1"}},
        with_draft=True,
    ),
    Row(f"GET {PREVIEW}/publish/writing", STAFF + "200 200", with_draft=True),
    Row(f"GET {PREVIEW}/places", STAFF + "200 200", with_draft=True),
    Row(f"GET {PREVIEW}/places/{{annotation}}", STAFF + "200 200", with_draft=True),
    Row(
        f"POST {PREVIEW}/places/{{annotation}}",
        STAFF + "303 303",
        {"data": {"choice": "gone"}},
        with_draft=True,
    ),
)

ROWS = (
    *OPERATIONS,
    *API,
    *SIGNING_IN,
    *READING,
    *COMMENTING,
    *DRAFTING,
    *PUBLISHING,
)
