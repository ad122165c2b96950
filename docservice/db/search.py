"""Search in the words of annotations: the one place that knows how an engine does it.

SQLite's FTS5 keeps an index of quotes, bodies and proposed wordings. Umlauts and
accents are folded (`remove_diacritics`), `ß` counts as `ss`, and every word is looked
for by its beginning: "fahrrad" finds "Fahrräder".

Each annotation has a number, given by a trigger; those above the index's highest are
not in it yet. Who searches lets it catch up first. To index every comment as it is
written would cost the writer more than all the rest of it, a tenth of a millisecond.
Another engine gets statements and functions of its own here; nothing else changes.
"""

import re
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    column,
    false,
    func,
    literal,
    select,
    table,
    text,
)

from docservice.db.errors import DatabaseUnavailable
from docservice.db.events import Unit
from docservice.db.tables import annotation, annotation_number

INDEX: Final = "annotation_search"
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_MOST_TERMS = 12  # more make the query slow and find nothing

_index = table(INDEX, column("rowid"))


def is_behind(connection: Connection) -> bool:
    """Return whether there are annotations that the index does not know yet."""
    newest = connection.scalar(select(func.max(annotation_number.c.number)))
    return (newest or 0) > _indexed(connection)


def catch_up(unit: Unit) -> None:
    """Take into the index what it does not know yet."""
    unit.connection.execute(text(_CATCH_UP), {"indexed": _indexed(unit.connection)})


def _indexed(connection: Connection) -> int:
    highest = select(_index.c.rowid).order_by(_index.c.rowid.desc()).limit(1)
    return connection.scalar(highest) or 0


def matches(words: str, *, only_quote: bool = False) -> ColumnElement[bool]:
    """Return the condition that an annotation has all of `words`.

    Words in double quotes stand next to each other. `only_quote` looks at the words
    that the annotation is about, not at what its author wrote. Without a single word
    among them they find nothing.
    """
    wanted = _expression(words)
    if not wanted:
        return false()
    if only_quote:
        wanted = f"exact : ({wanted})"
    found = select(_index.c.rowid).where(column(INDEX).op("MATCH")(literal(wanted)))
    return annotation.c.id.in_(
        select(annotation_number.c.annotation_id).where(
            annotation_number.c.number.in_(found)
        )
    )


def _expression(words: str) -> str:
    """Return `words` as an FTS5 expression that holds no operator of its user's own."""
    terms = []
    for phrase, word in _TERM.findall(_folded(words)):
        if any(character.isalnum() for character in phrase or word):
            terms.append(f'"{phrase}"' if phrase else f'"{word}" *')
    return " AND ".join(terms[:_MOST_TERMS])


def _folded(words: str) -> str:
    return words.replace("ß", "ss").replace("ẞ", "ss")


_WORDS = ", ".join(
    f"replace(replace({name}, 'ß', 'ss'), 'ẞ', 'ss')"
    for name in ("exact", "body", "replacement")
)
_CATCH_UP = f"""
    INSERT INTO {INDEX} (rowid, exact, body, replacement)
    SELECT number, {_WORDS} FROM annotation_number
    JOIN annotation ON annotation.id = annotation_id
    WHERE number > :indexed ORDER BY number
"""  # noqa: S608 - names of our own tables

# What is edited leaves the index and gets a number above it, as if it were new.
SQLITE_SEARCH = (
    f"""
    CREATE VIRTUAL TABLE {INDEX} USING fts5(
        exact, body, replacement, tokenize = 'unicode61 remove_diacritics 2')
    """,
    """
    CREATE TRIGGER annotation_numbered AFTER INSERT ON annotation BEGIN
        INSERT INTO annotation_number (annotation_id) VALUES (NEW.id);
    END
    """,
    f"""
    CREATE TRIGGER annotation_renumbered
    AFTER UPDATE OF exact, body, replacement ON annotation BEGIN
        DELETE FROM {INDEX} WHERE rowid =
            (SELECT number FROM annotation_number WHERE annotation_id = NEW.id);
        UPDATE annotation_number
        SET number = (SELECT max(number) + 1 FROM annotation_number)
        WHERE annotation_id = NEW.id;
    END
    """,  # noqa: S608
)


def search_statements(dialect_name: str) -> tuple[str, ...]:
    """Return the statements that make the index, and number what it has to know.

    Raises:
        DatabaseUnavailable: the engine has none written for it.
    """
    if dialect_name != "sqlite":
        raise DatabaseUnavailable(f"no search index for {dialect_name}")
    return SQLITE_SEARCH


def is_index(name: str) -> bool:
    """Return whether a table is the index or one that the engine keeps for it."""
    return name == INDEX or name.startswith(f"{INDEX}_")
