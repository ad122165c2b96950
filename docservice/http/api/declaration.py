"""The one declaration that routes, OpenAPI file and tests are made from.

A handler is declared with all that a client has to know; nothing about the API is
written down a second time.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from docservice.access import Actor, Permission
from docservice.http.context import Context

PREFIX = "/api/v1"

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Schema = Mapping[str, Any]  # JSON Schema 2020-12, as OpenAPI 3.1 has it


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the API, by `actor` at `now`; `key` makes its resend harmless."""

    request: Request
    context: Context
    actor: Actor
    now: datetime
    key: str | None

    def path(self, name: str) -> str:
        """Return a part of the path that is text."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """Return a part of the path that is a number."""
        return int(self.request.path_params[name])


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter."""

    name: str
    schema: Schema
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: `schema` names a component, empty where there is no body."""

    status: int
    description: str
    schema: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method of a path.

    `permission` is what the asker's role needs, None for what anyone may do. `body`
    names the component of the JSON body; `upload` that of the form that may come in
    its place. `errors` are the codes of problems beyond those that any operation may
    answer with. `is_remark` counts against the rate of remarks. `matches` tells that
    If-Match is heeded.
    """

    method: Method
    path: str
    handler: Callable[[Call], Awaitable[Response]]
    summary: str
    answers: tuple[Answer, ...]
    description: str = ""
    permission: Permission | None = None
    query: tuple[Query, ...] = ()
    body: str = ""
    upload: str = ""
    errors: tuple[str, ...] = ()
    is_remark: bool = False
    matches: bool = False

    @property
    def id(self) -> str:
        """Return the operation's name: that of its handler."""
        return self.handler.__name__


@dataclass(frozen=True, slots=True)
class Api:
    """All operations by path, in the order of declaration."""

    operations: tuple[Operation, ...]
    paths: Mapping[str, Mapping[str, Operation]] = field(init=False)

    def __post_init__(self) -> None:
        paths: dict[str, dict[str, Operation]] = {}
        for operation in self.operations:
            paths.setdefault(operation.path, {})[operation.method] = operation
        object.__setattr__(self, "paths", paths)
