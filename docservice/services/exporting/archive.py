"""Change single parts of an office file that pandoc made."""

import io
import zipfile
from collections.abc import Callable, Mapping

Change = Callable[[str], str]


def with_parts(
    archive: bytes,
    changed: Mapping[str, Change],
    added: Mapping[str, str] | None = None,
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
            part = source.read(entry)
            change = changed.get(entry.filename)
            if change is not None:
                part = change(part.decode()).encode()
            target.writestr(entry.filename, part, entry.compress_type)
        for name, text in (added or {}).items():
            target.writestr(name, text)
    return made.getvalue()
