"""The build hook against the real tools: Node, npm, Babel and pip."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hatch_build import BuildError, build, compile_catalogues

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.integration

PACKED = ("annotations", "docservice", "versions", "static")
PACKED_FILES = ("LICENSE", "hatch_build.py", "pyproject.toml")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what is packed, built already; without the 100 MB of npm packages."""
    for name in PACKED:
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "node_modules"),
        )
    for name in PACKED_FILES:
        shutil.copy(ROOT / name, tmp_path)
    stamp = "static/node_modules/.built-from-sha256"
    (tmp_path / stamp).parent.mkdir()
    shutil.copy(ROOT / stamp, tmp_path / stamp)
    return tmp_path


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Make a project whose front-end build is one command without packages."""
    static = tmp_path / "static"
    static.mkdir()
    (tmp_path / "hatch_build.py").write_text("")
    lock = {"name": "tiny", "lockfileVersion": 3, "packages": {"": {"name": "tiny"}}}
    (static / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


def set_build_command(root: Path, command: str) -> None:
    package = {"name": "tiny", "scripts": {"build": command}}
    (root / "static/package.json").write_text(json.dumps(package))


def test_a_wheel_carries_the_front_end_and_the_licence(checkout: Path) -> None:
    wheels = checkout / "wheels"
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "-w", wheels, checkout], timeout=100, check=True)

    names = zipfile.ZipFile(next(wheels.glob("randnotiz-*.whl"))).namelist()

    assert "docservice/static/.vite/manifest.json" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not any("node_modules" in name for name in names)


def test_a_build_that_leaves_no_manifest_is_refused(tiny: Path) -> None:
    set_build_command(tiny, 'node -e ""')

    with pytest.raises(BuildError, match=r"left no .*manifest\.json"):
        build(tiny)


def test_a_failing_tool_is_refused_with_what_it_printed(tiny: Path) -> None:
    set_build_command(tiny, "node -e \"console.log('no such font'); process.exit(3)\"")

    with pytest.raises(BuildError, match="no such font"):
        build(tiny)


def test_nothing_is_built_again_until_a_source_changes(tiny: Path) -> None:
    set_build_command(
        tiny,
        "node -e \"const fs = require('fs'); fs.mkdirSync('dist/.vite', "
        "{recursive: true}); fs.writeFileSync('dist/.vite/manifest.json', '{}'); "
        "fs.appendFileSync('dist/runs', 'x')\"",
    )
    runs = tiny / "static/dist/runs"

    build(tiny)
    build(tiny)
    assert runs.read_text() == "x"

    (tiny / "static/added.css").write_text("a {}")
    build(tiny)
    assert runs.read_text() == "xx"


def test_the_browser_gets_the_translations_that_its_scripts_use(tmp_path: Path) -> None:
    scripts = tmp_path / "static/src/threads"
    scripts.mkdir(parents=True)
    (scripts / "open.ts").write_text(
        'gettext("Open"); const n: number = 2;\n'
        'ngettext("%(n)s reply", "%(n)s replies", n);\n'
    )
    catalogue = tmp_path / "docservice/locale/de/LC_MESSAGES/messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Open"\nmsgstr "Öffnen"\n\n'
        'msgid "Only in a page"\nmsgstr "Nur in einer Seite"\n\n'
        'msgid "%(n)s reply"\nmsgid_plural "%(n)s replies"\n'
        'msgstr[0] "%(n)s Antwort"\nmsgstr[1] "%(n)s Antworten"\n',
        encoding="utf-8",
    )

    compile_catalogues(tmp_path)

    browser = tmp_path / "docservice/locale/de/browser.json"
    assert json.loads(browser.read_text(encoding="utf-8")) == {
        "lang": "de",
        "messages": {
            "%(n)s reply": ["%(n)s Antwort", "%(n)s Antworten"],
            "Open": "Öffnen",
        },
    }
    assert catalogue.with_suffix(".mo").exists()
