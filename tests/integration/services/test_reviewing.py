"""A revision goes to a word processor with comments and changes, and comes back."""

import io
import re
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from docservice.access import ANONYMOUS
from docservice.db.store import Store
from docservice.services import (
    annotate,
    answering,
    publishing,
    rejoining,
    requests,
)
from docservice.services.exporting import export_review, review, review_of
from docservice.services.exporting.formats import OfficeFormat
from docservice.services.importing import read_document
from docservice.services.markdown import plain_words
from docservice.services.pandoc.process import convert as pandoc
from docservice.services.publishing import NewText
from docservice.services.rejoining import Rejoining
from tests import factories
from tests.libreoffice import convert, find_libreoffice
from tests.office import Words, read_docx, read_odt

pytestmark = pytest.mark.integration

FORMATS: tuple[OfficeFormat, ...] = get_args(OfficeFormat)
OLD = [
    "# Leitbild",
    "Hier stehen alte Worte über das Wasser der Stadt.",
    "Dieser Absatz fällt weg, weil niemand ihn brauchte.",
    "Jede Straße bekommt Bäume, die im Sommer Schatten geben.",
]
NEW = [
    "# Leitbild",
    "Hier stehen neue Worte über das Wasser der ganzen Stadt.",
    "Jede Straße bekommt Bäume, die im Sommer Schatten geben.",
    "Auf jedem Platz stehen Bänke mit Lehnen für alte Menschen.",
]
EDITED = "Schatten spenden"


@pytest.fixture
def discussed(store: Store) -> Store:
    """Return a store whose document has been commented, answered and revised."""
    drafter = factories.actor(store, "drafter", "Jana")
    citizen = factories.actor(store, "citizen", "Änne <3")
    factories.document(store, OLD, drafter=drafter)
    water = factories.annotation(
        store, citizen, "Wasser der Stadt", fields={"body": "Wem gehört es?\nUns?"}
    )
    store.write_now(
        annotate.reply,
        citizen,
        water.id,
        "Uns allen.",
        now=factories.NOW,
    )
    store.write_now(
        answering.answer,
        drafter,
        water.id,
        requests.answer({"outcome": "noted", "reason": "Danke."}),
        now=factories.NOW,
    )
    factories.annotation(store, citizen, "weil niemand ihn brauchte")
    factories.annotation(store, citizen, "Bäume, die im Sommer")
    factories.next_revision(store, drafter, NEW)
    return store


def exported(
    store: Store,
    file_format: OfficeFormat,
    *,
    remarks: bool = True,
    changes: bool = True,
) -> bytes:
    review = store.read_now(
        review_of, ANONYMOUS, "rahmen", None, remarks=remarks, changes=changes
    )
    return export_review(review, file_format)


def read(data: bytes, file_format: OfficeFormat) -> Words:
    return read_docx(data) if file_format == "docx" else read_odt(data)


@pytest.mark.parametrize("file_format", FORMATS)
def test_comments_stand_at_their_words_with_what_was_said_to_them(
    discussed: Store, file_format: OfficeFormat
) -> None:
    found = read(exported(discussed, file_format), file_format)

    assert found.quotes() == [
        ("Wasser der ganzen Stadt", "Wem gehört es?\nUns?"),
        (
            "",
            "Stelle nicht mehr im Text: „weil niemand ihn brauchte“\nBitte genauer.",
        ),
        ("Bäume, die im Sommer", "Bitte genauer."),
    ]
    first = next(iter(found.margin))
    assert [
        (note.author, note.text)
        for note in found.margin.values()
        if note.answers == first
    ] == [("Änne <3", "Uns allen."), ("Redaktion", "Zur Kenntnis genommen: Danke.")]


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_answer_says_why_nothing_changed_and_the_author_has_the_last_word(
    store: Store, file_format: OfficeFormat
) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen", "Änne")
    factories.document(store, OLD, drafter=drafter)
    made = factories.annotation(store, citizen, "Wasser der Stadt")
    asked = {"outcome": "accepted", "reason": "-", "without_change": "es dasteht."}
    store.write_now(
        answering.answer, drafter, made.id, requests.answer(asked), now=factories.NOW
    )
    factories.next_revision(store, drafter, NEW)
    said = Rejoining("disagree", "Es steht *nicht* da.")
    store.write_now(rejoining.rejoin, citizen, made.id, said, now=factories.NOW)

    found = read(exported(store, file_format), file_format)

    first, *replies = found.margin.values()
    assert first.answers is None
    assert {note.answers for note in replies} == {next(iter(found.margin))}
    assert [(note.author, note.text) for note in replies] == [
        ("Redaktion", "Übernommen: -\nNicht im Text, weil: es dasteht."),
        ("Änne", "Die Antwort überzeugt mich nicht. Es steht nicht da."),
    ]


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_converter_never_holds_the_words_of_the_comments(
    discussed: Store, file_format: OfficeFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bytes] = []

    def remember(data: bytes, source: str, target: str) -> bytes:
        given.append(data)
        return pandoc(data, source, target)

    monkeypatch.setattr(review, "convert", remember)
    found = read(exported(discussed, file_format), file_format)

    assert len(found.margin) == 5
    assert b"Wasser" in given[0]
    assert "gehört".encode() not in given[0]


@pytest.mark.parametrize("file_format", FORMATS)
def test_words_of_comments_are_the_same_in_the_file(
    store: Store, file_format: OfficeFormat
) -> None:
    body = 'Mit <b> & "so"\n\n  eingerückt 😀'
    factories.document(store, OLD)
    citizen = factories.actor(store, "citizen", 'Änne "<3" & Co')
    factories.annotation(store, citizen, "Wasser", fields={"body": body})

    (note,) = read(exported(store, file_format), file_format).margin.values()

    assert (note.author, note.text) == ('Änne "<3" & Co', plain_words(body))


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_file_imports_as_the_revision_it_shows(
    discussed: Store, file_format: OfficeFormat
) -> None:
    imported = read_document(exported(discussed, file_format), f"a.{file_format}")

    assert imported.contents == factories.contents(*NEW)


def test_rejecting_all_changes_gives_the_old_words(discussed: Store) -> None:
    found = read_docx(exported(discussed, "docx"))

    assert found.accepted == [text.removeprefix("# ") for text in NEW]
    assert found.rejected == [text.removeprefix("# ") for text in OLD]


@pytest.mark.parametrize("file_format", FORMATS)
def test_comments_and_changes_are_there_only_if_asked_for(
    discussed: Store, file_format: OfficeFormat
) -> None:
    silent = read(exported(discussed, file_format, remarks=False), file_format)
    frozen = read(exported(discussed, file_format, changes=False), file_format)

    assert (len(silent.margin), silent.changes > 0) == (0, True)
    assert (len(frozen.margin), frozen.changes) == (5, 0)


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_edited_file_becomes_the_next_revision_with_comments_in_place(
    discussed: Store, file_format: OfficeFormat
) -> None:
    edited = _edited(exported(discussed, file_format), file_format)
    drafter = factories.actor(discussed, "drafter")
    imported = read_document(edited, f"a.{file_format}")
    new = NewText(label="Entwurf 3", contents=imported.contents)

    assessment = discussed.read_now(publishing.assess_text, drafter, "rahmen", new)
    discussed.write_now(publishing.publish, drafter, assessment, now=factories.NOW)

    again = read(exported(discussed, file_format), file_format)
    assert [quote for quote, _ in again.quotes()] == [
        "Wasser der ganzen Stadt",
        "",
        "Bäume, die im Sommer",
    ]
    assert any(EDITED in text for text in again.accepted)


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("file_format", FORMATS)
def test_libreoffice_finds_the_same_comments_and_changes(
    discussed: Store, file_format: OfficeFormat, tmp_path: Path
) -> None:
    made = exported(discussed, file_format)

    saved = read_docx(convert(made, file_format, "docx", tmp_path))

    # Older ones forget which comment answers which, so that is not compared.
    assert saved.messages() == read(made, file_format).messages()
    assert [text for text in saved.accepted if text] == [
        text.removeprefix("# ") for text in NEW
    ]
    assert [text for text in saved.rejected if text] == [
        text.removeprefix("# ") for text in OLD
    ]


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_gone_leaves_headings_what_they_are(
    store: Store, file_format: OfficeFormat, tmp_path: Path
) -> None:
    drafter = factories.actor(store, "drafter")
    water, trees = OLD[1], OLD[3]
    old = ["# Leitbild", water, OLD[2], "## Ziele", "## Ganz alte Wünsche", trees]
    new = ["# Leitbild", water, "## Ziele", trees]
    factories.document(store, old, drafter=drafter)
    factories.next_revision(store, drafter, new)

    made = exported(store, file_format)
    page = convert(made, file_format, "html", tmp_path).decode("utf-8")

    assert re.findall(r"<h[1-6][^>]*>\s*([^<]*)</h", page) == [
        "Leitbild",
        "Ziele",
        "Ganz alte Wünsche",
    ]


def _edited(data: bytes, file_format: OfficeFormat) -> bytes:
    """Return the file after somebody replaced some words in it."""
    name = "word/document.xml" if file_format == "docx" else "content.xml"
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == name:
                assert b"geben." in part
                part = part.replace(b"geben.", b"spenden.")
            target.writestr(entry, part)
    return made.getvalue()
