"""What the tests of the API do again and again."""

from typing import Any

import httpx

from tests.serving import Site

ANNOTATIONS = "/api/v1/documents/rahmen/annotations"
QUOTE = "hundert Kilometer neue Radwege"


def remark(body: str = "Bitte genauer.", **fields: Any) -> dict[str, Any]:
    """Return the request for a comment on words of the first revision."""
    found = {"revision": 1, "target": {"quote": {"exact": QUOTE}}, "body": body}
    return found | fields


def annotated(client: httpx.Client, **fields: Any) -> dict[str, Any]:
    """Make an annotation and return it."""
    response = client.post(ANNOTATIONS, json=remark(**fields))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return a problem, which has to be one by its media type and members."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["code"] == code
    assert found["request_id"] == response.headers["x-request-id"]
    assert found["title"]
    assert found["detail"]
    return found


def new_document(site: Site, slug: str, markdown: str = "# Titel\n\nEin Satz.") -> None:
    """Create a document over the API."""
    body = {"slug": slug, "title": slug.title(), "lang": "de", "markdown": markdown}
    response = site.drafter().post("/api/v1/documents", json=body)
    assert response.status_code == 201, response.text
