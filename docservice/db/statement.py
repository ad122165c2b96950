"""Core statements compiled once and run on the driver's cursor.

The hot path writes some six rows per comment. SQLAlchemy's execution costs about
four times the driver's own work there (measured: `make bench`), so the few
statements of that path are compiled from Core once and keep its portability.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

Processor = Callable[[Any], Any] | None
Bind = tuple[str, object, Processor]


class Statement:
    """A Core statement with named bind parameters, prepared per dialect."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[Bind, ...], list[Processor]]] = {}

    def run(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Execute with `values` and return the rows, if it returns any."""
        dialect = connection.dialect
        ready = self._compiled.get(dialect.name)
        if ready is None:
            compiled = self._statement.compile(dialect=dialect)
            assert isinstance(compiled, SQLCompiler)  # noqa: S101 - narrows the type
            # A literal in the statement, as in `seq + 1`, is a bind with a value.
            prepared: tuple[Bind, ...] = tuple(
                (
                    name,
                    compiled.binds[name].value,
                    compiled.binds[name]
                    .type.dialect_impl(dialect)
                    .bind_processor(dialect),
                )
                for name in compiled.positiontup or ()
            )
            ready = self._compiled[dialect.name] = (
                str(compiled),
                prepared,
                _result_processors(self._statement, connection),
            )
        sql, binds, results = ready
        cursor = connection.connection.cursor()
        cursor.execute(sql, tuple(_bound(bind, values) for bind in binds))
        if not cursor.description:
            return []
        return [
            tuple(
                value if process is None else process(value)
                for value, process in zip(row, results, strict=True)
            )
            for row in cursor.fetchall()
        ]


def _result_processors(
    statement: ClauseElement, connection: Connection
) -> list[Processor]:
    columns = getattr(statement, "exported_columns", None) or ()
    dialect = connection.dialect
    return [
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in columns
    ]


def _bound(bind: Bind, values: dict[str, object]) -> object:
    name, literal, process = bind
    value = values.get(name, literal)
    return value if process is None else process(value)
