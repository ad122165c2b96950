"""Find the built scripts and styles, and the address of each.

The front-end build (`hatch_build.py`) names every file after a hash of its content
and lists them in a manifest, so an address may be cached for ever. A wheel carries
the output in `docservice/static`; a checkout has it in `static/dist`.

Format of the manifest: https://vite.dev/guide/backend-integration.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import docservice

# Where the files are served; `base` in static/vite.config.ts says the same.
PREFIX = "/assets/"


class AssetsError(RuntimeError):
    """The front end was not built, or it has no such file."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The built files: `directory` holds them, `files` maps source to built name."""

    directory: Path
    files: Mapping[str, str]

    def url(self, source: str) -> str:
        """Return the address of what was built from `source`.

        `source` is a path below `static/`, such as `src/reader.ts` or `css/app.css`.

        Raises:
            AssetsError: no page entry is built from `source`.

        """
        try:
            return PREFIX + self.files[source]
        except KeyError:
            known = ", ".join(sorted(self.files))
            raise AssetsError(
                f"nothing is built from {source!r}; known: {known}"
            ) from None


def load_assets() -> Assets:
    """Read the manifest of the installed front end.

    Raises:
        AssetsError: there is none; the message says how to build it.

    """
    package = Path(docservice.__file__).parent
    for directory in (package / "static", package.parent / "static/dist"):
        manifest = directory / ".vite/manifest.json"
        if manifest.exists():
            return Assets(directory, entries_of(manifest))
    raise AssetsError("the front end is not built; `make install` builds it")


def entries_of(manifest: Path) -> dict[str, str]:
    """Return the built name of each page entry in `manifest`."""
    chunks = json.loads(manifest.read_text(encoding="utf-8"))
    return {key: chunk["file"] for key, chunk in chunks.items() if chunk.get("isEntry")}
