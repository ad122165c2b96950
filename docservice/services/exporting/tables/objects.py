"""Tables for programs: one JSON array, or an object per line (NDJSON)."""

from collections.abc import Iterator

from docservice.db.codec import dump_json
from docservice.services.exporting.tables.table import Row, Table, for_machines


def written_as_lines(table: Table) -> Iterator[str]:
    """Yield an object per row, each on a line of its own."""
    for row in table.rows:
        yield f"{_object(row)}\n"


def written_as_array(table: Table) -> Iterator[str]:
    """Yield the rows as one array."""
    before = "["
    for row in table.rows:
        yield f"{before}{_object(row)}"
        before = ",\n"
    yield "[]\n" if before == "[" else "]\n"


def _object(row: Row) -> str:
    return dump_json({key: for_machines(value) for key, value in row.items()})
