"""`docs/settings.md` lists every setting as it is declared."""

from dataclasses import fields

from docservice.settings import PREFIX, Settings
from tests.docs.pages import read, rows


def test_the_table_is_the_declaration() -> None:
    declared = [
        [
            PREFIX + each.name.upper(),
            each.type.__name__ if isinstance(each.type, type) else str(each.type),
            str(each.default).lower()
            if isinstance(each.default, bool)
            else str(each.default),
            each.metadata["rule"].expected,
            each.metadata["sentence"],
        ]
        for each in fields(Settings)
    ]

    assert rows(read("settings.md")) == declared
