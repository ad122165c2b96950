"""`docs/import-and-export.md` names the bounds of the code, and all kinds of files."""

from docservice.services.exporting.formats import FORMS
from docservice.services.exporting.length import LONG_COMMENTS, LONG_PARAGRAPHS
from docservice.services.exporting.making import KEPT_BYTES, KEPT_S, MOST
from tests.docs.pages import read

PAGE = " ".join(read("import-and-export.md").split())


def test_the_bounds_are_those_of_the_code() -> None:
    assert f"more than {LONG_PARAGRAPHS} paragraphs" in PAGE
    assert f"more than {LONG_COMMENTS:,} comments" in PAGE
    assert f"At most {MOST} wait" in PAGE
    assert (KEPT_S, "kept for ten minutes" in PAGE) == (600.0, True)
    assert f"up to {KEPT_BYTES // 1_000_000} MB" in PAGE


def test_every_format_is_named() -> None:
    assert all(f"`{form.suffix}`" in PAGE for form in FORMS.values())
