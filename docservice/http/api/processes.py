"""Processes: read one, and set how its gate is closed."""

from starlette.responses import Response

from docservice.http.answers import if_match, json_response
from docservice.http.api.declaration import Answer, Call, Operation
from docservice.http.bodies import read_json
from docservice.services import process_gate, requests


async def get_process(call: Call) -> Response:
    """Answer with one process."""
    found = await call.context.store.read(
        process_gate.read_process, call.actor, call.path("process")
    )
    return json_response(call.request, found, tag=found["gate"])


async def edit_process(call: Call) -> Response:
    """Set how the gate of a process is closed."""
    raw = await read_json(call.request, call.context.settings.body_bytes)
    fields = requests.mapping(raw, "body")
    found = await call.context.store.write(
        process_gate.set_gate,
        call.actor,
        call.path("process"),
        requests.choice(fields, "gate", process_gate.GATES),
        now=call.now,
        seen=if_match(call.request),
    )
    return json_response(call.request, found, tag=found["gate"])


OPERATIONS = (
    Operation(
        method="GET",
        path="/processes/{process}",
        handler=get_process,
        summary="Read a process",
        answers=(Answer(200, "The process.", "Process"),),
        errors=("not_found",),
    ),
    Operation(
        method="PATCH",
        path="/processes/{process}",
        handler=edit_process,
        summary="Set how the gate of a process is closed",
        description=(
            "With `advise` the gate only tells what is open, with `require` each list"
            " takes a public reason, with `final` nothing is published until all are"
            " empty."
        ),
        permission="administer",
        body="ProcessChange",
        matches=True,
        answers=(Answer(200, "The process.", "Process"),),
        errors=("not_found", "invalid", "stale"),
    ),
)
