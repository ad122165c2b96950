"""The log of a document: all that happened, in order and without a gap."""

from starlette.responses import Response

from docservice.http.answers import json_response, page
from docservice.http.api import queries
from docservice.http.api.declaration import Answer, Call, Operation, Query
from docservice.services import requests
from docservice.services.listing import document_events


async def list_events(call: Call) -> Response:
    """Answer with the events after a number."""
    since = queries.number_in_cursor(call.request)
    if not since:
        since = queries.number(call.request, "since", least=0) or 0
    items, last = await call.context.store.read(
        document_events,
        call.actor,
        call.path("slug"),
        since=since,
        limit=queries.limit(call.request),
    )
    return json_response(call.request, page(items, queries.next_cursor(last)))


OPERATIONS = (
    Operation(
        method="GET",
        path="/documents/{slug}/events",
        handler=list_events,
        summary="Read the log",
        description=(
            "Events carry the same data as the resources. What only drafters may see"
            " comes as an event of the type `internal` without data, so that the"
            " numbers stay dense."
        ),
        query=(
            Query(
                "since",
                {"type": "integer", "minimum": 0, "maximum": requests.MAX_NUMBER},
                "The number of the last event that is known.",
            ),
            *queries.PAGING,
        ),
        answers=(Answer(200, "A page of events.", "Events"),),
        errors=("not_found", "invalid"),
    ),
)
