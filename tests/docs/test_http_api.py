"""`docs/http-api.md` describes each operation and problem, and its example runs."""

import re
from pathlib import Path

from docservice.db.store import Store
from docservice.http.api.queries import DEFAULT_LIMIT, MOST
from docservice.http.api.routing import API
from docservice.http.problems import CODES
from docservice.services.requests import KEY_CHARS
from tests.docs.pages import code, read, rows, section
from tests.serving import Site, serving

PAGE = read("http-api.md")


def test_every_operation_has_a_heading_in_the_order_of_the_declaration() -> None:
    told = re.findall(r"^### (\w+ /\S+)$", section(PAGE, "Operations"), re.MULTILINE)

    assert sorted(told) == sorted(f"{o.method} {o.path}" for o in API.operations)


def test_every_operation_that_heeds_if_match_says_so() -> None:
    for operation in API.operations:
        heading = f"### {operation.method} {operation.path}\n"
        told = PAGE.split(heading)[1].split("\n### ")[0]
        assert ("If-Match" in told) is operation.matches, heading


def test_every_parameter_of_an_operation_is_named() -> None:
    for operation in API.operations:
        heading = f"### {operation.method} {operation.path}\n"
        told = PAGE.split(heading)[1].split("\n### ")[0]
        own = {query.name for query in operation.query} - {"cursor", "limit"}
        assert all(f"?{name}=" in told for name in own), heading


def test_every_problem_is_listed_with_its_status() -> None:
    told = [(name, int(status)) for name, status, _ in rows(section(PAGE, "Problems"))]

    assert told == [(name, status) for name, (status, _) in CODES.items()]


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"`?limit=` is {DEFAULT_LIMIT} by default and {MOST} at most" in PAGE
    assert f"`Idempotency-Key` of up to {KEY_CHARS} characters" in PAGE


def test_the_example_runs(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store, serving(store) as url:
        names = {"address": url, "token": Site(url, store).token("admin")}

        exec(code(PAGE), names)  # noqa: S102 - our own page
