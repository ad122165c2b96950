"""Core statements compiled once and run on the driver's cursor.

The hot path writes some six rows per comment. SQLAlchemy's execution costs about
four times the driver's own work there (measured: `make bench`), so the few
statements of that path are compiled from Core once and keep its portability.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as one driver takes it, with what converts its values and columns."""

    sql: str
    literals: dict[str, object]
    pick: Callable[[dict[str, object]], tuple[object, ...]]
    into: tuple[tuple[str, Convert], ...]
    out: tuple[tuple[int, Convert], ...]
    returns: bool

    def bound(self, values: dict[str, object]) -> tuple[object, ...]:
        """Return `values` as the driver takes them; they are converted in place."""
        if self.literals:
            values |= self.literals
        for name, convert in self.into:
            values[name] = convert(values[name])
        return self.pick(values)


class Statement:
    """A Core statement with named bind parameters, prepared per dialect."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._prepared: dict[str, _Prepared] = {}

    def run(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Execute with `values` and return the rows, if it returns any."""
        ready = self._ready(connection.dialect)
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.execute(ready.sql, ready.bound(values))
        if not ready.returns:
            return []
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, ready.out) for row in rows] if ready.out else rows

    def run_many(
        self, connection: Connection, rows: Iterable[dict[str, object]]
    ) -> None:
        """Execute once for each of `rows`, which are drawn one after the other."""
        ready = self._ready(connection.dialect)
        driver: Any = connection.connection.dbapi_connection
        driver.cursor().executemany(ready.sql, map(ready.bound, rows))

    def _ready(self, dialect: Dialect) -> _Prepared:
        ready = self._prepared.get(dialect.name)
        if ready is None:
            ready = self._prepared[dialect.name] = _prepare(self._statement, dialect)
        return ready


def _converted(
    row: tuple[Any, ...], converters: tuple[tuple[int, Convert], ...]
) -> tuple[Any, ...]:
    found = list(row)
    for number, convert in converters:
        found[number] = convert(found[number])
    return tuple(found)


def _prepare(statement: ClauseElement, dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - narrows the type
    names = tuple(compiled.positiontup or ())
    binds = [compiled.binds[name] for name in names]
    columns = getattr(statement, "exported_columns", None) or ()
    return _Prepared(
        sql=str(compiled),
        # A literal in the statement, as in `seq + 1`, is a bind with a value.
        literals={
            name: bind.value
            for name, bind in zip(names, binds, strict=True)
            if not bind.required and bind.value is not None
        },
        pick=_pick(names),
        into=tuple(
            {
                name: convert
                for name, bind in zip(names, binds, strict=True)
                if (convert := _native(bind.type, dialect).bind_processor(dialect))
            }.items()
        ),
        out=tuple(
            (number, convert)
            for number, column in enumerate(columns)
            if (
                convert := _native(column.type, dialect).result_processor(dialect, None)
            )
        ),
        returns=bool(columns),
    )


def _pick(names: tuple[str, ...]) -> Callable[[dict[str, object]], tuple[object, ...]]:
    if len(names) == 1:
        (name,) = names
        return lambda values: (values[name],)
    return itemgetter(*names)


def _native(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
