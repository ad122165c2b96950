"""Long tables as PDF: set in parts, and one tagged file in the end."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Object, Pdf

from docservice.services.exporting.imprint import Imprint
from docservice.services.exporting.printed import print_total
from docservice.services.exporting.tables import paper_table, write_table
from docservice.services.exporting.tables.table import Column, Piece, Row, Table
from tests.accessible_pdf import broken_rules

pytestmark = pytest.mark.integration

ROWS = 240
WORDS = "Die Stadt öffnet ihre Daten, damit alle sie nutzen können."


def set_table(rows: int) -> bytes:
    """Return a table of so many rows as PDF."""
    made: Iterator[Row] = (
        {"n": n, "text": (Piece(f"{WORDS} "), Piece(f"Satz {n}.", "new"))}
        for n in range(rows)
    )
    imprint = Imprint(
        "Synopse", "Redaktion", "Entwurf 1 (23.11.2026)", "2026-11-23T09:00:00Z"
    )
    columns = (Column("n", "Absatz", 1), Column("text", "Wortlaut", 4))
    table = Table(imprint, "de", columns, made, rows)
    return b"".join(write_table(table, "pdf"))


@pytest.fixture(scope="module")
def joined() -> Iterator[Pdf]:
    """Return a long table, set in several parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper_table, "_PART", 8_000)
        with pikepdf.open(BytesIO(set_table(ROWS))) as pdf:
            yield pdf


def elements(pdf: Pdf, kind: str) -> list[Object]:
    """Return the elements of a kind, in the order in which they are read."""
    found: list[Object] = []

    def walk(element: Object) -> None:
        if str(element.S) == kind:
            found.append(element)
        below = element.get("/K", Array())
        for child in below if isinstance(below, Array) else [below]:
            if isinstance(child, Dictionary) and "/S" in child:
                assert child.P.objgen == element.objgen
                walk(child)

    (document,) = pdf.Root.StructTreeRoot.K
    walk(document)
    return found


def attributes(cell: Object) -> dict[str, Object]:
    """Return what is said of a cell."""
    given = cell.get("/A", Array())
    return {
        name: value
        for each in (given if isinstance(given, Array) else [given])
        for name, value in each.items()
    }


def test_parts_are_joined_to_one_accessible_file(joined: Pdf) -> None:
    file = BytesIO()
    joined.save(file)
    assert broken_rules(file.getvalue()) == set()
    assert str(joined.Root.Lang) == "de"
    assert all(
        str(attributes(c)["/Scope"]) == "/Column" for c in elements(joined, "/TH")
    )
    assert len(elements(joined, "/Table")) > 2
    assert len(elements(joined, "/H1")) == 1


def test_no_row_is_lost_and_each_table_has_its_head(joined: Pdf) -> None:
    tables = len(elements(joined, "/Table"))
    assert len(elements(joined, "/TR")) == ROWS + tables
    assert len(elements(joined, "/TH")) == 2 * tables
    assert len(elements(joined, "/TD")) == 2 * ROWS


def test_cells_name_the_headers_of_their_own_table(joined: Pdf) -> None:
    names = [bytes(cell.ID) for cell in elements(joined, "/TH")]
    assert len(set(names)) == len(names)
    for table in elements(joined, "/Table"):
        heads = {bytes(c.ID) for c in elements(joined, "/TH") if _is_below(c, table)}
        for cell in elements(joined, "/TD"):
            if _is_below(cell, table):
                assert {bytes(name) for name in attributes(cell)["/Headers"]} <= heads
    listed = [
        bytes(name) for name in list(joined.Root.StructTreeRoot.IDTree.Names)[::2]
    ]
    assert listed == sorted(names)


def test_pages_lead_to_their_own_elements(joined: Pdf) -> None:
    numbers = list(joined.Root.StructTreeRoot.ParentTree.Nums)
    found = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(found) == sorted(found)
    for page in joined.pages:
        on_page = found[int(page.obj.StructParents)]
        assert {each.Pg.objgen for each in on_page} == {page.obj.objgen}


def test_pages_are_numbered_through(joined: Pdf) -> None:
    assert [page.label for page in joined.pages] == [
        str(number) for number in range(1, len(joined.pages) + 1)
    ]


def test_each_page_says_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def remember(pages: int, *, title: str, lang: str) -> bytes:
        told.append(pages)
        return print_total(pages, title=title, lang=lang)

    monkeypatch.setattr(paper_table, "_PART", 8_000)
    monkeypatch.setattr(paper_table, "print_total", remember)

    with pikepdf.open(BytesIO(set_table(ROWS))) as pdf:
        forms = [page.Resources.XObject["/Underlaid"] for page in pdf.pages]
        assert told == [len(pdf.pages)]
        assert len({form.objgen for form in forms}) == 1
        assert all(
            b"/Underlaid Do" in page.Contents[0].read_bytes() for page in pdf.pages
        )
        assert forms[0].read_bytes().count(b" Tf") == 1


def test_a_short_table_is_one_part() -> None:
    with pikepdf.open(BytesIO(set_table(3))) as pdf:
        assert len(elements(pdf, "/Table")) == 1


def _is_below(element: Object, top: Object) -> bool:
    while "/P" in element:
        if element.objgen == top.objgen:
            return True
        element = element.P
    return False
