"""Comments, answers and synopses as tables, read back by what opens such files."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from docservice.access import ANONYMOUS, NotFound, open_document
from docservice.db import changes
from docservice.db.store import Store
from docservice.services import annotate, answering, rejoining, requests
from docservice.services.exporting import (
    Readers,
    annotation_table,
    disposition_table,
    synopsis_table,
    write_table,
)
from docservice.services.exporting.formats import TABLE_FORMATS, TableFormat
from docservice.services.importing import read_document
from docservice.services.rejoining import Rejoining
from tests import factories
from tests.office import W

pytestmark = pytest.mark.integration

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN, ENGLISH = Readers("de", BERLIN), Readers("en", BERLIN)
OLD = ["Hier stehen alte Worte.", "Bleibt so.", "Fällt weg."]
NEW = ["Hier stehen neue Worte.", "Bleibt so."]


@pytest.fixture
def discussed(store: Store) -> Store:
    """Return a store whose document has been commented, answered and revised."""
    drafter = factories.actor(store, "drafter", "Jana")
    citizen = factories.actor(store, "citizen", "Änne <3")
    moderator = factories.actor(store, "moderator")
    factories.document(store, OLD, drafter=drafter)
    made = factories.annotation(
        store, citizen, "alte Worte", fields={"body": "=1+1 <b>\nzweite *Zeile*"}
    )
    factories.annotation(store, citizen, "Bleibt", fields={"body": "Noch offen."})
    hidden = factories.annotation(store, citizen, "so", fields={"body": "Versteckt."})
    store.write_now(
        annotate.moderate, moderator, hidden.id, hide=True, now=factories.NOW
    )
    store.write_now(
        answering.answer,
        drafter,
        made.id,
        requests.answer({"outcome": "accepted", "reason": "Ja, neu."}),
        now=factories.NOW,
    )
    factories.next_revision(store, drafter, NEW)
    return store


def answers(store: Store, file_format: TableFormat, readers: Readers = GERMAN) -> bytes:
    table = disposition_table(store, ANONYMOUS, "rahmen", readers)
    return b"".join(write_table(table, file_format))


def synopsis(store: Store, file_format: TableFormat) -> bytes:
    table = synopsis_table(store, ANONYMOUS, "rahmen", (1, 2), GERMAN)
    return b"".join(write_table(table, file_format))


def comments(store: Store, file_format: TableFormat) -> bytes:
    table = annotation_table(store, ANONYMOUS, "rahmen", GERMAN)
    return b"".join(write_table(table, file_format))


def rows_of_csv(data: bytes, separator: str = ";") -> list[dict[str, str]]:
    file = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(file, delimiter=separator))


@pytest.fixture
def debated(store: Store) -> Store:
    """Return a store with a proposal, accepted without effect, and its author's word."""
    drafter = factories.actor(store, "drafter", "Jana")
    citizen = factories.actor(store, "citizen", "Änne")
    factories.document(store, OLD, drafter=drafter)
    factories.annotation(
        store,
        citizen,
        "so",
        fields={"motivation": "editing", "body": "", "replacement": "anders"},
    )
    made = factories.annotation(
        store,
        citizen,
        "alte Worte",
        fields={
            "motivation": "editing",
            "body": "**Alt**, siehe [hier](https://stadt.example)",
            "replacement": "neue *Worte*",
        },
    )
    asked = {
        "outcome": "accepted",
        "reason": "- Heim\n- *Hof*",
        "without_change": "es schon dasteht.",
    }
    store.write_now(
        answering.answer, drafter, made.id, requests.answer(asked), now=factories.NOW
    )
    factories.next_revision(store, drafter, [*OLD, "Neuer Absatz."])
    said = Rejoining("disagree", "Es steht *nicht* da.")
    store.write_now(rejoining.rejoin, citizen, made.id, said, now=factories.NOW)
    return store


BODY = "Alt, siehe hier (https://stadt.example)"
PROPOSED = "Änderungsvorschlag: „neue *Worte*“"
UNCHANGED = "Nicht im Text, weil: es schon dasteht."
REASON = "• Heim\n• Hof"
LAST_WORD = "Änne: Die Antwort überzeugt mich nicht. Es steht nicht da."


def test_a_synopsis_tells_what_was_proposed_answered_and_said_to_that(
    debated: Store,
) -> None:
    first, second, *_ = rows_of_csv(synopsis(debated, "csv"))
    (told,) = json.loads(synopsis(debated, "json"))[0]["comments"]

    answer = f"→ Übernommen: {REASON}\n{UNCHANGED}"
    thread = f"Änne: {BODY}\n{PROPOSED}\n{answer}\n{LAST_WORD}"
    assert first["Kommentare und Antworten"] == thread
    assert second["Kommentare und Antworten"] == "Änne: Änderungsvorschlag: „anders“"
    assert (told["without_change"], told["rejoinder"], told["rejoinder_reason"]) == (
        "es schon dasteht.",
        "disagree",
        "Es steht *nicht* da.",
    )


def test_an_answer_says_why_nothing_changed_and_what_its_author_says(
    debated: Store,
) -> None:
    (row,) = rows_of_csv(answers(debated, "csv"))
    _, listed = rows_of_csv(comments(debated, "csv"))
    (told,) = json.loads(answers(debated, "json"))

    assert row["Stellungnahme"] == listed["Kommentar"] == BODY
    assert row["Begründung"] == f"{REASON}\n{LAST_WORD}"
    assert row["Änderungen im Text"] == UNCHANGED
    assert listed["Begründung"] == f"{REASON}\n{UNCHANGED}\n{LAST_WORD}"
    assert told["reason"] == "- Heim\n- *Hof*"
    assert (told["without_change"], told["rejoinder"]) == (
        "es schon dasteht.",
        "disagree",
    )


@pytest.mark.parametrize("file_format", TABLE_FORMATS)
def test_no_table_shows_what_is_hidden(
    discussed: Store, file_format: TableFormat
) -> None:
    for write in (answers, synopsis, comments):
        data = write(discussed, file_format)
        if file_format == "pdf":
            continue  # its streams are packed; the rows are those of the others
        if file_format in ("docx", "odt", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b"".join(map(archive.read, archive.namelist()))
        assert b"Versteckt" not in data


def test_csv_speaks_the_language_of_its_readers(discussed: Store) -> None:
    (german,) = rows_of_csv(answers(discussed, "csv"))
    (english,) = rows_of_csv(answers(discussed, "csv", ENGLISH), ",")

    assert (german["Ergebnis"], german["Eingang"]) == ("Übernommen", "23.11.2026")
    assert (english["Outcome"], english["Received"]) == ("Accepted", "2026-11-23")


def test_no_cell_is_a_formula(discussed: Store) -> None:
    (row,) = rows_of_csv(answers(discussed, "csv"))
    sheet = load_workbook(io.BytesIO(answers(discussed, "xlsx"))).active

    assert row["Stellungnahme"] == "'=1+1 <b>\nzweite Zeile"
    titles = [cell.value for cell in sheet[1]]
    cell = sheet[2][titles.index("Stellungnahme")]
    assert (cell.value, cell.data_type) == ("=1+1 <b>\nzweite Zeile", "s")
    assert sheet[2][titles.index("Nr.")].value == 1


def test_spreadsheets_get_days_on_a_named_sheet(discussed: Store) -> None:
    sheet = load_workbook(io.BytesIO(answers(discussed, "xlsx"))).active

    titles = [cell.value for cell in sheet[1]]
    day = sheet[2][titles.index("Eingang")]
    assert sheet.title == "Abwägungstabelle Rahmen"
    assert (day.is_date, day.number_format) == (True, "dd.mm.yyyy")
    assert f"{day.value:%Y-%m-%d}" == "2026-11-23"


def test_programs_get_the_comments_of_a_synopsis_as_objects(discussed: Store) -> None:
    first, *_, last = json.loads(synopsis(discussed, "json"))

    (comment,) = first["comments"]
    assert (comment["author"], comment["outcome"]) == ("Änne <3", "accepted")
    assert last["comments"] == []


def test_programs_get_codes_and_whole_times(discussed: Store) -> None:
    (answer,) = json.loads(answers(discussed, "json"))
    lines = comments(discussed, "ndjson").decode().splitlines()

    assert answer["outcome"] == "accepted"
    assert answer["created_at"].startswith("2026-11-23T09:00:00")
    assert [json.loads(line)["verdict"] for line in lines] == ["changed", "kept"]


def test_the_synopsis_names_the_source_of_a_decision(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    factories.next_revision(store, drafter, NEW)
    document = store.read_now(open_document, ANONYMOUS, "rahmen").document
    first, *_ = store.read_now(changes.changes_to, document.id, 2)
    store.write_now(
        lambda unit: changes.set_cause(
            unit.connection, first.id, "decision", "Senat, 3. November"
        )
    )

    told, *_ = rows_of_csv(synopsis(store, "csv"))
    row, *_, last = json.loads(synopsis(store, "json"))

    expected = "Durch Beschluss: Senat, 3. November"
    assert told["Kommentare und Antworten"] == expected
    assert row["decisions"] == [{"change": first.id, "source": "Senat, 3. November"}]
    assert (row["comments"], last["decisions"]) == ([], [])


def test_rows_say_where_a_comment_stands_and_where_its_page_is(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    texts = ["Vorab.", "# Verkehr", "Mehr Busse.", "# Grün", "Parks bleiben offen."]
    factories.document(store, texts, drafter=drafter)
    made = [
        factories.annotation(store, drafter, quote).id
        for quote in ("Vorab", "Parks", "Grün")
    ]
    readers = Readers("de", BERLIN, "https://stadt.example")

    table = annotation_table(store, ANONYMOUS, "rahmen", readers)
    rows = json.loads(b"".join(write_table(table, "json")))
    table = annotation_table(store, ANONYMOUS, "rahmen", readers)
    (*_, heading) = rows_of_csv(b"".join(write_table(table, "csv")))

    assert [(row["paragraph"], row["chapter"]) for row in rows] == [
        (1, ""),
        (3, "Grün"),
        (None, "Grün"),
    ]
    assert (heading["Absatz"], heading["Kapitel"]) == ("", "Grün")
    assert rows[0]["url"] == f"https://stadt.example/de/c/{made[0]}"


def test_what_was_deleted_and_what_is_new_is_told_without_looks(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    old = ["Die smarte Stadt wächst.", "Alte Worte.", "Noch ein Satz."]
    factories.document(store, old, drafter=drafter)
    factories.next_revision(
        store,
        drafter,
        ["Die Stadt wächst.", "Neue Worte.", "Noch ein guter Satz.", "Ganz neu."],
    )
    made = factories.annotation(store, drafter, "Stadt wächst", fields={"revision": 2})
    document = store.read_now(open_document, ANONYMOUS, "rahmen").document
    listed = store.read_now(changes.changes_to, document.id, 2)
    asked = {"outcome": "accepted", "reason": "Ja.", "changes": [c.id for c in listed]}
    answer = requests.answer(asked)
    store.write_now(answering.answer, drafter, made.id, answer, now=factories.NOW)

    (row,) = rows_of_csv(answers(store, "csv"))
    (told,) = json.loads(answers(store, "json"))

    assert row["Änderungen im Text"].split("\n") == [
        "Gestrichen: smarte",
        "Bearbeitet: Alte → Neue",
        "Neu: guter",
        "Neu: Ganz neu.",
    ]
    assert [(each["old"], each["new"]) for each in told["changes"]] == [
        ("smarte ", ""),
        ("Alte", "Neue"),
        ("", "guter "),
        ("", "Ganz neu."),
    ]


def test_a_table_without_rows_is_a_table(store: Store) -> None:
    factories.document(store, OLD)

    assert json.loads(answers(store, "json")) == []
    assert rows_of_csv(answers(store, "csv")) == []
    assert answers(store, "csv").startswith("\ufeffNr.;".encode())
    assert load_workbook(io.BytesIO(answers(store, "xlsx"))).active.max_row == 1
    assert len(table_of(answers(store, "docx"))) == 1


def test_the_synopsis_marks_what_changed_without_colour(discussed: Store) -> None:
    rows = table_of(synopsis(discussed, "docx"))

    assert rows[0] == [
        "*Absatz*",
        "*Bisheriger Text*",
        "*Kommentare und Antworten*",
        "*Neuer Text*",
    ]
    assert rows[1] == [
        "Bearbeitet",
        "Hier stehen -alte- Worte.",
        "*Änne <3: *=1+1 <b>\nzweite Zeile\n→ Übernommen: Ja, neu.",
        "Hier stehen +neue+ Worte.",
    ]
    assert rows[3] == ["Gestrichen", "Fällt weg.", "", ""]


@pytest.mark.parametrize("file_format", ["docx", "odt"])
def test_office_files_hold_the_table_as_one(
    discussed: Store, file_format: TableFormat
) -> None:
    data = synopsis(discussed, file_format)

    *_, table = read_document(data, f"a.{file_format}").contents
    lines = [line.split("\t") for line in table.text.split("\n")]
    assert (table.kind, table.level) == ("table", 1)
    assert [line[0] for line in lines if len(line) > 1 and line[0]][:3] == [
        "Absatz",
        "Bearbeitet",
        "Unverändert",
    ]


# Points in DejaVu of 9 points, the wide letters that LibreOffice falls back on; titles
# are bold. With the edges of a cell, a millimetre each.
PAGE_PT, EDGES_PT = 756, 6
WIDTHS_PT = {
    "created_at": 52.3,  # 2026-11-23
    "paragraph": 52.7,  # Paragraph
    "motivation": 93.9,  # Änderungsvorschlag, and so is the title of the next
    "replacement": 104.2,
    "body": 76.8,  # Stellungnahme
    "outcome": 64.7,  # Weitergeleitet
    "reason": 63.1,  # Begründung
    "changes": 62.1,  # Änderungen
    "lineage": 87.0,  # Zusammengeführt,
}


def test_columns_have_room_for_their_titles_and_outcomes(discussed: Store) -> None:
    for table in (
        annotation_table(discussed, ANONYMOUS, "rahmen", GERMAN),
        disposition_table(discussed, ANONYMOUS, "rahmen", GERMAN),
        synopsis_table(discussed, ANONYMOUS, "rahmen", (1, 2), GERMAN),
    ):
        shares = sum(column.share for column in table.printed)
        for column in table.printed:
            room = column.share / shares * PAGE_PT - EDGES_PT
            assert room >= WIDTHS_PT.get(column.key, 0), column.key


def test_word_processors_break_long_words_by_syllables(discussed: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(answers(discussed, "docx"))) as archive:
        settings = archive.read("word/settings.xml").decode()
    with zipfile.ZipFile(io.BytesIO(answers(discussed, "odt"))) as archive:
        content = archive.read("content.xml").decode()

    # The schema wants it right behind the tab stop.
    assert '<w:defaultTabStop w:val="720" /><w:autoHyphenation />' in settings
    for style in ("Head", "Cell"):
        rules = content.partition(f'<style:style style:name="{style}"')[2]
        assert 'fo:hyphenate="true"' in rules.partition("</style:style>")[0]


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (answers, "Abwägungstabelle: Rahmen"),
        (synopsis, "Rahmen: Entwurf 1 – Entwurf 2"),
    ],
)
def test_pages_of_a_table_say_what_it_is_of_and_are_numbered(
    discussed: Store, table: Callable[[Store, TableFormat], bytes], title: str
) -> None:
    line = f"{title} · Entwurf 2 (23.11.2026)"
    with zipfile.ZipFile(io.BytesIO(table(discussed, "docx"))) as archive:
        body = archive.read("word/document.xml").decode()
        foot = archive.read("word/foot.xml").decode()
        related = archive.read("word/_rels/document.xml.rels").decode()
        core = archive.read("docProps/core.xml").decode()
    with zipfile.ZipFile(io.BytesIO(table(discussed, "odt"))) as archive:
        styles = archive.read("styles.xml").decode()

    assert body.index("w:footerReference") < body.index("w:pgSz")
    assert 'Id="rIdFoot" Target="foot.xml"' in related
    assert line in foot
    assert 'w:instr=" PAGE "' in foot
    assert f"<dc:title>{title}</dc:title>" in core
    assert f"<text:p>{line}</text:p>" in styles
    assert f"<title>{line}</title>" in table(discussed, "html").decode()


def test_many_pages_of_comments_come_in_order(
    discussed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docservice.services.exporting.public.AT_ONCE", 1)

    rows = json.loads(comments(discussed, "json"))

    assert [row["quote"] for row in rows] == ["alte Worte", "Bleibt"]


@pytest.mark.parametrize("pair", [(1, 3), (0, 1)])
def test_a_revision_that_is_not_there_is_not_found(
    discussed: Store, pair: tuple[int, int]
) -> None:
    with pytest.raises(NotFound):
        synopsis_table(discussed, ANONYMOUS, "rahmen", pair, GERMAN)


def test_what_is_not_public_is_not_found(store: Store) -> None:
    within = factories.process(store, public=False)
    factories.document(store, OLD, within=within)

    for table in (annotation_table, disposition_table):
        with pytest.raises(NotFound):
            table(store, ANONYMOUS, "rahmen", GERMAN)
    with pytest.raises(NotFound):
        synopsis_table(store, ANONYMOUS, "rahmen", (1, 1), GERMAN)


def table_of(data: bytes) -> list[list[str]]:
    """Return the cells of a DOCX: -struck out-, +underlined+, *bold*."""
    signs = {"strike": "-", "u": "+", "b": "*"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own
    rows = []
    for row in body.iter(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            lines = []
            for line in cell.iter(f"{W}p"):
                said = ""
                for run in line.iter(f"{W}r"):
                    looks = [
                        signs[e.tag.removeprefix(W)]
                        for e in run.iter()
                        if e.tag.removeprefix(W) in signs
                    ]
                    words = "".join(e.text or "" for e in run.iter(f"{W}t"))
                    said += f"{''.join(looks)}{words}{''.join(looks)}"
                lines.append(said)
            cells.append("\n".join(lines))
        rows.append(cells)
    return rows
