"""Converters that fail or wait, as real programs in the place of the real ones."""

import sys
from importlib import import_module
from pathlib import Path

import pytest


def replace_pandoc(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a package in the way whose program is `script`, or missing if that is empty."""
    package = folder / "pypandoc"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").touch()
    if script:
        program = package / "files" / "pandoc"
        program.write_text(script)
        program.chmod(0o700)
    import_module("pypandoc")  # so that it is put back afterwards
    monkeypatch.delitem(sys.modules, "pypandoc")
    monkeypatch.syspath_prepend(folder)
