"""The catalogues hold a translation of each text that the service can show."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "docservice/locale").glob("*/LC_MESSAGES/messages.po"))
REMEDY = "run `make messages`, then translate what is empty"


@pytest.fixture(scope="module")
def shown() -> set[str]:
    """Collect the msgids (of a plural, its singular) in templates, Python and TypeScript."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        method_map, options_map = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    msgids: set[str] = set()
    for folder in ("docservice", "static/src"):
        found = extract_from_dir(
            ROOT / folder,
            [
                (pattern.removeprefix(f"{folder}/"), method)
                for pattern, method in method_map
            ],
            {
                key.removeprefix(f"{folder}/"): value
                for key, value in options_map.items()
            },
        )
        for _file, _line, message, _comments, _context in found:
            msgids.add(_singular(message))
    return msgids - {""}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_each_text_is_translated_and_no_translation_is_left_over(
    path: Path, shown: set[str]
) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    translated = {
        _singular(message.id) for message in catalogue if _is_translated(message)
    }

    assert shown - translated == set(), REMEDY
    assert translated - shown == set(), REMEDY


def _singular(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(message.id) and not message.fuzzy and all(forms)
