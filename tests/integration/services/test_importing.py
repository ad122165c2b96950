"""Files of every format, read by the real converter."""

import io
import zipfile
from pathlib import Path

import pytest

from docservice.services.importing import (
    DocumentRefused,
    Imported,
    ImportLimits,
    read_document,
)
from docservice.services.pandoc.process import convert
from tests import libreoffice
from tests.libreoffice import find_libreoffice
from versions.paragraph import Content, Mark

pytestmark = pytest.mark.integration

MARKDOWN = """\
# Leitbild der Stadt

Ein *offener*, **kluger** Ort mit `Code`, H~2~O, m^2^, ~~alt~~ und einem
[Verweis](https://example.org/ziele "Titel").[^1] Geplant
sind „viele“ Orte – z. B. drei...

[^1]: Beschluss vom *1. März*,
    siehe [Drucksache](https://example.org/18).

    Zweiter Absatz.

1. eins
2. zwei

   weiter bei zwei

   - tief
     - tiefer

a) Buchstabe
b) Buchstabe

> Zitat
>
> > im Zitat

| Ziel | Stand |
|------|-------|
| *A* b | 1 \\| 2 |
| c |  |

```python
x = 1

y = 2
```

Begriff
: Erklärung

Rathausplatz 1\\
12345 Auenbrück
"""

LISTS = """\
# Ziele

1. Eins
2. Zwei

    a) Unter zwei
    b) Auch unter zwei

3. Drei

Dazwischen ein Absatz.

4. Vier
5. Fünf

- Punkt
- noch ein Punkt

Noch ein Absatz.

1. Neu von vorn
2. und weiter
"""


def texts(imported: Imported) -> list[str]:
    return [content.text for content in imported.contents]


def refusal_of(
    data: bytes, filename: str, limits: ImportLimits | None = None
) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, filename, limits=limits)
    return refused.value


def test_markdown_keeps_kinds_levels_markers_and_marks() -> None:
    imported = read_document(MARKDOWN.encode(), "leitbild.md")
    assert imported.title == "Leitbild der Stadt"
    assert imported.warnings == ()
    paragraph = (
        "Ein offener, kluger Ort mit Code, H2O, m2, alt und einem Verweis. "
        "Geplant sind „viele“ Orte – z. B. drei..."
    )
    note = (
        "Beschluss vom 1. März, siehe Drucksache (https://example.org/18).\n"
        "Zweiter Absatz."
    )
    assert imported.contents == (
        Content("heading", "Leitbild der Stadt", 1),
        Content(
            "paragraph",
            paragraph,
            marks=(
                Mark(4, 11, "emphasis"),
                Mark(13, 19, "strong"),
                Mark(28, 32, "code"),
                Mark(35, 36, "subscript"),
                Mark(40, 41, "superscript"),
                Mark(43, 46, "strike"),
                Mark(57, 64, "link", "https://example.org/ziele"),
                Mark(65, 65, "footnote", note),
            ),
        ),
        Content("list_item", "eins", 1, "1."),
        Content("list_item", "zwei", 1, "2."),
        Content("list_item", "weiter bei zwei", 1),
        Content("list_item", "tief", 2, "•"),
        Content("list_item", "tiefer", 3, "•"),
        Content("list_item", "Buchstabe", 1, "a)"),
        Content("list_item", "Buchstabe", 1, "b)"),
        Content("quote", "Zitat", 1),
        Content("quote", "im Zitat", 2),
        Content(
            "table",
            "Ziel\tStand\nA b\t1 | 2\nc\t",
            1,
            marks=(Mark(11, 12, "emphasis"),),
        ),
        Content("code", "x = 1\n\ny = 2"),
        Content("paragraph", "Begriff", marks=(Mark(0, 7, "strong"),)),
        Content("paragraph", "Erklärung"),
        Content("paragraph", "Rathausplatz 1\n12345 Auenbrück"),
    )


def test_what_is_left_out_of_markdown_is_reported() -> None:
    source = "Ein <b>fetter</b> ![Lageplan](plan.png) und [intern](/seite).\n\n<hr>\n"
    imported = read_document(source.encode(), "a.md")
    assert texts(imported) == ["Ein fetter Lageplan und intern."]
    assert imported.contents[0].marks == ()
    counted = {notice.code: notice.count for notice in imported.warnings}
    assert counted == {"raw_dropped": 3, "image_dropped": 1, "link_dropped": 1}


def test_an_address_that_would_run_a_script_is_no_link() -> None:
    imported = read_document(b"[Klick](javascript:alert%281%29)", "a.md")
    assert imported.contents == (Content("paragraph", "Klick"),)


def test_the_title_in_the_head_of_markdown_comes_before_the_first_heading() -> None:
    source = "---\ntitle: Rahmen *2035*\n---\n\n# Teil 1\n\nText\n"
    assert read_document(source.encode(), "a.md").title == "Rahmen 2035"


def test_letters_and_accents_are_composed() -> None:
    imported = read_document("Bu\u0308rger **fu\u0308r** alle".encode(), "a.md")
    assert imported.contents == (
        Content("paragraph", "Bürger für alle", marks=(Mark(7, 10, "strong"),)),
    )


def test_the_heading_of_a_page_comes_before_the_title_of_its_tab() -> None:
    page = (
        "<html><head><title>Stadt | Ziele</title></head>"
        "<body><h1>Ziele</h1><p>Text&#1;&nbsp;A</p></body></html>"
    )
    imported = read_document(page.encode(), "a.html")
    assert imported.title == "Ziele"
    assert texts(imported) == ["Ziele", "Text\u00a0A"]


def test_cells_that_span_become_empty_cells() -> None:
    page = (
        "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>"
        "<tr><td colspan=2>d<br>e</td></tr></table>"
    )
    imported = read_document(page.encode(), "a.html")
    assert imported.contents == (Content("table", "a\tb\n\tc\nd e\t"),)
    assert [notice.code for notice in imported.warnings] == ["cells_unmerged"]


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_an_office_file_with_a_picture_is_read_without_it(extension: str) -> None:
    dot = (
        "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    )
    source = f"# Titel\n\nVor ![Plan]({dot}) nach.\n"
    office = convert(source.encode(), "markdown", extension)
    imported = read_document(office, f"a.{extension}")
    assert [content.kind for content in imported.contents] == ["heading", "paragraph"]
    assert texts(imported)[1].startswith("Vor ")
    assert [notice.code for notice in imported.warnings] == ["image_dropped"]


def test_tracked_changes_are_accepted_and_comments_left_out() -> None:
    source = (
        'Die [alte]{.deletion author="A" date="2026-01-01T00:00:00Z"}'
        '[neue]{.insertion author="A" date="2026-01-01T00:00:00Z"} '
        '[Hm]{.comment-start id="0" author="B" date="2026-01-01T00:00:00Z"}Stadt'
        '[]{.comment-end id="0"}'
    )
    office = convert(source.encode(), "markdown", "docx")
    assert texts(read_document(office, "a.docx")) == ["Die neue Stadt"]


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_a_file_that_libreoffice_saved_reads_as_before(
    extension: str, tmp_path: Path
) -> None:
    office = convert(LISTS.encode(), "markdown", extension)
    before = read_document(office, f"a.{extension}")

    saved = libreoffice.convert(office, extension, extension, tmp_path)

    assert read_document(saved, f"a.{extension}").contents == before.contents
    markers = [one.marker for one in before.contents if one.kind == "list_item"]
    assert markers == ["1.", "2.", "a)", "b)", "3.", "4.", "5.", "•", "•", "1.", "2."]


def test_an_office_file_cannot_reach_a_file_of_the_server(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", "utf-8")
    office = convert(b"Text", "markdown", "docx")
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
                part = part.replace(b"?>", b"?>" + entity.encode(), 1)
            new.writestr(name, part)
    assert refusal_of(target.getvalue(), "a.docx").code == "external_entities"


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.md", "empty_file"),
        (b" \n\n", "a.md", "no_text"),
        (b"* * *\n", "a.md", "no_text"),
        (b"<p>&nbsp;</p><img src='a.png'>", "a.html", "no_text"),
        (b"<p>x</p><script>1</script>", "a.html", "active_content"),
        (b"B\xfcrger", "a.md", "not_utf8"),
        ("Bürger".encode("utf-16"), "a.md", "utf16"),
        (b"%PDF-1.7 ...", "a.pdf", "unsupported_type"),
        (b"---\ntitle: [x\n---\n\nText", "a.md", "not_readable"),
        (b"> " * 2000 + b"x", "a.md", "too_complex"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    data: bytes, filename: str, code: str
) -> None:
    limits = ImportLimits(convert_time_s=5)
    assert refusal_of(data, filename, limits).code == code


def test_an_archive_of_the_right_parts_with_nonsense_in_them_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document")
    refused = refusal_of(target.getvalue(), "a.docx")
    assert refused.code == "not_readable"
    assert "a.docx" not in refused.message()


@pytest.mark.parametrize(
    ("source", "limits", "code"),
    [
        ("x" * 101, ImportLimits(file_bytes=100), "too_large"),
        ("a\n\nb\n\nc", ImportLimits(paragraphs=2), "too_many_paragraphs"),
        ("ä" * 51, ImportLimits(paragraph_bytes=100), "paragraph_too_long"),
        ("a *b* " * 200_000, ImportLimits(convert_memory_mb=40), "too_complex"),
        ("a *b* " * 200_000, ImportLimits(convert_time_s=0.1), "too_complex"),
    ],
)
def test_limits_are_kept(source: str, limits: ImportLimits, code: str) -> None:
    assert refusal_of(source.encode(), "a.md", limits).code == code


def test_progress_is_told_stage_by_stage() -> None:
    seen: list[tuple[str, float]] = []
    read_document(b"eins\n\nzwei\n", "a.md", progress=lambda *step: seen.append(step))
    assert seen == [
        ("checking", 0.0),
        ("checking", 1.0),
        ("converting", 0.0),
        ("converting", 1.0),
        ("reading", 0.0),
        ("reading", 0.5),
        ("reading", 1.0),
    ]
