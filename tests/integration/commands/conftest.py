"""The command line as people use it, on a database of the test's own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def randnotiz(database: str, tmp_path: Path) -> Run:
    """Return what runs a command on the test's database and checks its exit code."""

    def run(
        *arguments: str, code: int = 0, sends: str | None = None, on: str | None = ""
    ) -> "subprocess.CompletedProcess[str]":
        named = ["--database", on or database] if on is not None else []
        done = subprocess.run(
            [sys.executable, "-m", "docservice", *arguments, *named],
            input=sends,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def draft(tmp_path: Path) -> Callable[[str], str]:
    """Return what writes a Markdown file and gives its path."""

    def write(text: str) -> str:
        path = tmp_path / "entwurf.md"
        path.write_text(text, "utf-8")
        return str(path)

    return write
