"""The OpenAPI 3.1 document, made from the declaration of the operations."""

from collections.abc import Iterable, Mapping
from typing import Any

import docservice
from docservice.http.api.declaration import PREFIX, Answer, Api, Operation
from docservice.http.api.json_schema import ID, NUMBER, SLUG, ref
from docservice.http.api.schemas import SCHEMAS
from docservice.http.bodies import JSON_TYPE
from docservice.http.problems import CODES, MEDIA_TYPE

# Problems that any operation may answer with, and those of any that takes a body.
ALWAYS = ("unauthenticated", "rate_limited", "internal", "unavailable")
WITH_PERMISSION = ("forbidden", "foreign_origin")
WITH_BODY = ("bad_request", "too_large", "unsupported_media_type")
PATH_PARTS: Mapping[str, Mapping[str, Any]] = {
    "slug": SLUG,
    "process": SLUG,
    "id": ID,
    "number": NUMBER,
    "old": NUMBER,
    "new": NUMBER,
}


def openapi_of(api: Api) -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Randnotiz",
            "version": docservice.__version__,
            "description": (
                "Read a public text, comment on it, answer, publish, and follow every"
                " comment to the words it changed. Offsets count Unicode code points."
            ),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": PREFIX}],
        "paths": {
            path: {
                method.lower(): _operation(operation)
                for method, operation in methods.items()
            }
            for path, methods in api.paths.items()
        },
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "randnotiz_session",
                },
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    security: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    found: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": [*_parameters(operation)],
        "responses": _responses(operation),
        "security": security if operation.permission else [{}, *security],
    }
    if operation.description:
        found["description"] = operation.description
    if operation.permission:
        found["x-permission"] = operation.permission
    if operation.body:
        content = {JSON_TYPE: {"schema": ref(operation.body)}}
        if operation.upload:
            content["multipart/form-data"] = {"schema": ref(operation.upload)}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            name = part.strip("{}")
            yield _parameter("path", name, PATH_PARTS[name], required=True)
    for query in operation.query:
        yield _parameter("query", query.name, query.schema, query.description)
    if operation.method == "POST":
        yield _parameter(
            "header",
            "Idempotency-Key",
            {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            "Makes it harmless to send the request again.",
        )
    if operation.matches:
        yield _parameter(
            "header",
            "If-Match",
            {"type": "string", "pattern": '^("[!#-~]*"|\\*)$'},
            "The ETag that was read; if the thing was changed since, nothing happens.",
        )


def _parameter(
    place: str,
    name: str,
    schema: Mapping[str, Any],
    description: str = "",
    *,
    required: bool = False,
) -> dict[str, Any]:
    found: dict[str, Any] = {"in": place, "name": name, "schema": schema}
    if description:
        found["description"] = description
    return found | {"required": True} if required else found


def _responses(operation: Operation) -> dict[str, Any]:
    found = {str(answer.status): _success(answer) for answer in operation.answers}
    codes = {*operation.errors, *ALWAYS}
    if operation.permission:
        codes.update(WITH_PERMISSION)
    if operation.body or operation.method == "POST":
        codes.update(WITH_BODY)
    if operation.matches:
        codes.add("bad_request")
    for status in sorted({CODES[code][0] for code in codes}):
        names = [code for code in CODES if code in codes and CODES[code][0] == status]
        found[str(status)] = {
            "description": "; ".join(f"`{code}`: {CODES[code][1]}" for code in names),
            "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
        }
    return found


def _success(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"description": answer.description}
    if answer.schema:
        found["content"] = {JSON_TYPE: {"schema": ref(answer.schema)}}
    return found
