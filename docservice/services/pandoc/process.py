"""Run pandoc on bytes that nobody vouches for.

The child gets `--sandbox` (pandoc then reads no file and no network but its
standard input), a heap limit, a deadline and a limit on what it may answer.
GHC's own heap limit is used and not RLIMIT_AS: a Haskell program reserves address
space far beyond its use, and reports its own limit with an exit code (251) that
can be told apart from a crash. Source: pandoc user's guide, "--sandbox", and GHC
user's guide, "-M".
"""

import subprocess
import tempfile
import threading
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

Reason = Literal["time", "memory", "output", "input"]

MEMORY_MB: Final = 512  # 5 MB of Markdown need less; see tests/benchmarks/importing.py
TIME_S: Final = 60.0  # 5 MB of Markdown take about 7 s on one core
OUTPUT_BYTES: Final = 200_000_000  # a tree is about six times its Markdown
_HEAP_EXHAUSTED: Final = 251
# Each run may take MEMORY_MB; more of them at a time wait for their turn. There are two
# imports, two short downloads and a long one at most: none of them is ever shut out.
_SLOTS: Final = threading.BoundedSemaphore(4)


class PandocError(Exception):
    """Pandoc gave no result.

    `reason` is "time", "memory" or "output" when a limit was met, and "input"
    when pandoc could not make sense of what it was given; `detail` is its last
    line on standard error.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"pandoc stopped ({reason}): {detail}")
        self.reason: Reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class PandocLimits:
    """What one run may take."""

    memory_mb: int = MEMORY_MB
    time_s: float = TIME_S
    output_bytes: int = OUTPUT_BYTES


def program() -> Path:
    """Return the binary that the package pypandoc_binary brings along.

    Never one found on PATH: formats differ between versions of pandoc.
    """
    return Path(str(files("pypandoc") / "files" / "pandoc"))


def convert(
    data: bytes,
    source: str,
    target: str,
    *,
    options: tuple[str, ...] = (),
    limits: PandocLimits | None = None,
) -> bytes:
    """Return `data` converted from the format `source` to the format `target`.

    Blocks until pandoc is done; call it from a thread where an event loop runs.

    Raises:
        PandocError: a limit was met, or pandoc refused the input.
    """
    limits = limits or PandocLimits()
    command = [
        str(program()),
        *("+RTS", f"-M{limits.memory_mb}m", "-RTS"),
        "--sandbox",
        *("--from", source, "--to", target, "--output", "-"),
        *options,
    ]
    with _SLOTS, tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write(data)
        stdin.seek(0)
        output, returncode, late = _run(
            command, stdin.fileno(), stderr.fileno(), limits
        )
        stderr.seek(0)
        complaint = stderr.read(10_000).decode(errors="replace").strip()
    detail = complaint.splitlines()[-1][:300] if complaint else ""
    if late:
        raise PandocError("time", f"more than {limits.time_s} s")
    if len(output) > limits.output_bytes:
        raise PandocError("output", f"more than {limits.output_bytes} bytes")
    if returncode == _HEAP_EXHAUSTED:
        raise PandocError("memory", f"more than {limits.memory_mb} MB")
    if returncode != 0:
        raise PandocError("input", detail)
    return output


def _run(
    command: list[str], stdin: int, stderr: int, limits: PandocLimits
) -> tuple[bytes, int, bool]:
    """Return the output, the exit code, and whether the deadline ended the run."""
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603 - a fixed program and fixed arguments, no shell
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
        # No HOME: a user's own templates and reference files must not leak in.
        env={"LANG": "C.UTF-8", "HOME": "/nonexistent"},
    ) as process:

        def stop() -> None:
            late.set()
            process.kill()

        deadline = threading.Timer(limits.time_s, stop)
        deadline.start()
        try:
            assert process.stdout is not None  # noqa: S101 - tells mypy of PIPE above
            output = process.stdout.read(limits.output_bytes + 1)
            if len(output) > limits.output_bytes:
                process.kill()
            returncode = process.wait()
        finally:
            deadline.cancel()
            process.kill()
    return output, returncode, late.is_set()
