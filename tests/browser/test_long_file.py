"""A long file: the page says by itself that it is ready, and on request without script."""

import pytest
from playwright.sync_api import Page, expect

from docservice.services.exporting.length import LONG_PARAGRAPHS
from tests import factories
from tests.browser.axe import violations
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

TEXTS = ["# Sehr lang", *(f"Satz {number}." for number in range(LONG_PARAGRAPHS))]
READY = "Ihre Datei ist fertig"


@pytest.fixture(scope="module")
def long_text(town: Town) -> str:
    """Publish a long text; return its slug."""
    factories.document(town.store, TEXTS, slug="sehr-lang")
    return "sehr-lang"


def fetched(page: Page) -> str:
    """Fetch the file that is ready; return its name."""
    with page.expect_download() as loading:
        page.get_by_role("link", name="Herunterladen").click()
    return loading.value.suggested_filename


def test_the_page_says_by_itself_when_the_file_is_ready(
    windows: Windows, long_text: str
) -> None:
    page = windows.open(f"/de/d/{long_text}")
    page.locator("#downloads").get_by_role("link", name="Word (DOCX)").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(READY)
    expect(page.locator("#status")).to_have_text(READY)
    expect(page).to_have_title(f"{READY}, Sehr-Lang – Randnotiz")
    assert violations(page) == []
    assert fetched(page) == f"{long_text}-1.docx"


def test_without_script_one_looks_in_oneself(windows: Windows, long_text: str) -> None:
    page = windows.open(f"/de/d/{long_text}", script=False)
    page.locator("#downloads").get_by_role("link", name="PDF").first.click()
    look = page.get_by_role("link", name="Nachsehen, ob sie fertig ist")
    while look.count():
        look.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(READY)
    assert fetched(page) == f"{long_text}-1.pdf"
