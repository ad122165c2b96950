"""Anything that the OpenAPI document allows, and much that it does not, gets no 500.

Schemathesis makes the requests; names of existing things are put in their place, so
that the requests reach the use cases behind the routes.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from docservice.http.api.declaration import PREFIX
from docservice.http.api.openapi import openapi_of
from docservice.http.api.routing import API
from docservice.http.api.schemas import SCHEMAS
from tests import factories
from tests.integration.http.steps import annotated
from tests.serving import Site

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = 12  # of each operation; about half a minute in all


@pytest.fixture(scope="module")
def known(site: Site) -> dict[str, str]:
    """Return names of things that exist, and the token of an admin."""
    made = annotated(site.citizen())
    reply = site.citizen().post(
        f"/api/v1/annotations/{made['id']}/replies", json={"body": "Ja."}
    )
    return {
        "slug": "rahmen",
        "process": factories.process(site.store, slug="beschrieben").slug,
        "annotation": made["id"],
        "reply": reply.json()["id"],
        "token": site.token("admin"),
    }


SCHEMA = schemathesis.openapi.from_dict(openapi_of(API))
DESCRIBED = [
    found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)
]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("operation", DESCRIBED, ids=lambda each: each.label)
def test_every_operation_answers_as_described(
    operation: schemathesis.schemas.APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    site: Site,
    known: dict[str, str],
) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case[Any]) -> None:
        for name in ("slug", "process"):
            if name in case.path_parameters:
                case.path_parameters[name] = known[name]
        if "id" in case.path_parameters:
            kind = "reply" if case.path.startswith("/replies") else "annotation"
            case.path_parameters["id"] = known[kind]
        answer = case.call(
            base_url=f"{site.url}{PREFIX}",
            headers={"Authorization": f"Bearer {known['token']}"},
        )
        case.validate_response(answer, checks=CHECKS)

    check()


def test_the_document_holds_every_operation_and_only_known_schemas(site: Site) -> None:
    document = site.client().get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    described = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert described == {(each.method, each.path) for each in API.operations}
    assert set(_references(document)) <= set(SCHEMAS)


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "$ref":
                yield str(each).rpartition("/")[2]
            else:
                yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
