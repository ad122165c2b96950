"""`docs/realtime.md` names every frame, error code and close code, and no others."""

import re
from pathlib import Path
from typing import get_args

from docservice.realtime import closing, protocol
from docservice.realtime.timing import Timing
from docservice.services import replay

PAGE = (Path(__file__).parents[2] / "docs" / "realtime.md").read_text()
BY_THE_SERVER_ITSELF = {"1007"}  # uvicorn closes with it; no line of ours does


def _section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _headings(title: str) -> list[str]:
    return re.findall(r"^### (\w+)$", _section(title), re.MULTILINE)


def _first_cells(title: str) -> list[str]:
    return re.findall(r"^\| `?(\w+)`? \|", _section(title), re.MULTILINE)[1:]


def test_every_frame_of_the_client_has_a_heading() -> None:
    commands = [kind.__name__.lower() for kind in get_args(protocol.Command)]
    assert sorted(_headings("Frames of the client")) == sorted(commands)


def test_every_frame_of_the_server_has_a_heading() -> None:
    builders = {"welcome", "ack", "error", "presence", "pong"}
    assert all(callable(getattr(protocol, name)) for name in builders)
    assert set(_headings("Frames of the server")) == builders | {"event"}


def test_every_error_code_is_explained() -> None:
    assert _first_cells("Error codes") == list(get_args(protocol.ErrorCode))


def test_every_close_code_is_explained() -> None:
    codes = {str(code) for code in vars(closing).values() if isinstance(code, int)}
    assert set(_first_cells("Close codes")) == codes | BY_THE_SERVER_ITSELF


def test_the_times_and_counts_are_those_of_the_code() -> None:
    timing = Timing()
    for told in (
        f"within {timing.hello_s:.0f} seconds",
        f"every {timing.presence_s:.0f} seconds",
        f"every {timing.recheck_s:.0f} seconds",
        f"within {timing.poll_s:.0f} second",
        f"{timing.bad_frames} broken frames in a row",
        f"{replay.PAGE} events at a time",
        f"subprotocol is `{protocol.SUBPROTOCOL}`",
    ):
        assert told in PAGE
