import ast
import string
from pathlib import Path

import pytest

import docservice.services.importing as package
from docservice.services.importing.refusal import DocumentRefused, Notice
from docservice.services.importing.sentences import NOTICES, REFUSALS

SOURCES = Path(package.__file__).parent.glob("*.py")


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def first_arguments(function: str) -> set[str]:
    """Return every literal that is the first argument of a call of `function`."""
    found = set()
    for source in SOURCES_READ:
        for node in ast.walk(source):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name == function and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


SOURCES_READ = [ast.parse(path.read_text("utf-8")) for path in SOURCES]


def test_every_refusal_that_is_raised_has_sentences_and_none_is_idle() -> None:
    assert first_arguments("DocumentRefused") == set(REFUSALS)


def test_every_notice_that_is_given_has_sentences_and_none_is_idle() -> None:
    assert first_arguments("note") == set(NOTICES)


@pytest.mark.parametrize("code", REFUSALS)
def test_both_languages_of_a_refusal_name_the_same_things(code: str) -> None:
    german, english = REFUSALS[code]["de"], REFUSALS[code]["en"]
    assert placeholders(german[0]) == placeholders(english[0])
    assert not placeholders(german[1]) | placeholders(english[1])


@pytest.mark.parametrize("code", NOTICES)
def test_both_languages_of_a_notice_name_the_same_things(code: str) -> None:
    assert placeholders(NOTICES[code]["de"]) == placeholders(NOTICES[code]["en"])


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    refused = DocumentRefused("too_large", bytes=30, limit=20)
    assert str(refused) == "The file has 30 bytes; 20 bytes are allowed."
    assert refused.message("de") == "Die Datei hat 30 Byte; erlaubt sind 20 Byte."
    assert refused.remedy("en").startswith("Please remove large pictures")


def test_a_notice_counts_and_shows_the_first() -> None:
    notice = Notice("raw_dropped", 2, "<b>")
    assert notice.message("en").endswith(
        "2 piece(s) of HTML code left out, the first: <b>"
    )
