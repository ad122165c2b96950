"""Change single parts of an office file that pandoc made."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

# Long parts come in pieces, which are packed one after the other.
Part = str | Iterable[str]
Change = Callable[[str], Part]


def with_parts(
    archive: bytes,
    changed: Mapping[str, Change],
    added: Mapping[str, Part] | None = None,
) -> bytes:
    """Return the archive with the parts named in `changed` changed, others added.

    Parts keep their order: OpenDocument wants its mimetype first, and not packed.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part, change = source.read(entry), changed.get(entry.filename)
            if change is None:
                target.writestr(entry.filename, part, entry.compress_type)
            else:
                _pack(target, entry.filename, change(part.decode()))
        for name, text in (added or {}).items():
            _pack(target, name, text)
    return made.getvalue()


def _pack(target: zipfile.ZipFile, name: str, part: Part) -> None:
    with target.open(name, "w") as packed:
        for piece in (part,) if isinstance(part, str) else part:
            packed.write(piece.encode())
