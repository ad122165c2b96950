"""The import contracts of pyproject.toml refuse what they are there to refuse.

A rule that was never seen to fail may never fire, so each one is broken on purpose
in a copy of the three packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("annotations", "docservice", "versions")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("__pycache__", "*.mo", "demo*"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    # The copy must win over the checkout, which an editable install also offers.
    environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_packages_as_they_are_keep_every_contract(copy: Path) -> None:
    done = lint_imports(copy)

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("versions/planted.py", "import annotations", "The service rests on"),
        ("annotations/planted.py", "import docservice", "The service rests on"),
        ("versions/planted.py", "import sqlalchemy", "The domain knows no web"),
        ("annotations/planted.py", "import asyncio", "The domain knows no web"),
        ("docservice/db/planted.py", "import docservice.services", "Inside the"),
        ("docservice/http/planted.py", "import docservice.realtime", "Inside the"),
        ("docservice/planted.py", "", "Inside the service"),
        ("docservice/services/planted.py", "import starlette", "Use cases, access"),
        ("docservice/db/planted.py", "import pycrdt", "Use cases, access"),
        ("docservice/realtime/planted.py", "import pycrdt", "pycrdt is imported"),
        ("annotations/planted.py", "import diff_match_patch", "diff-match-patch is"),
    ],
)
def test_a_planted_import_breaks_its_contract(
    copy: Path, module: str, statement: str, contract: str
) -> None:
    (copy / module).write_text(f'"""Planted by a test."""\n{statement}\n')

    done = lint_imports(copy)

    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if "BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), done.stdout


def test_neighbours_in_a_circle_break_their_contract(copy: Path) -> None:
    (copy / "versions/planted_a.py").write_text("import versions.planted_b\n")
    (copy / "versions/planted_b.py").write_text("import versions.planted_a\n")

    done = lint_imports(copy)

    assert done.returncode != 0
    assert "Neighbours do not import each other in a circle BROKEN" in done.stdout
