"""What the templates print: exactly the stored text, and nothing that acts."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from docservice.http.assets import Assets
from docservice.http.templating import LANGUAGES, Templates, load_templates
from docservice.http.views.reading import ParagraphView
from versions.paragraph import Content, Kind, Mark

TRICKY = 'é 😀 👩‍👩‍👧 a̐ שלום <b>&amp;"'
VOID = {"br", "img", "input", "link", "meta", "rect", "use", "path", "circle"}


class PlainText(HTMLParser):
    """Reads the text of `data-text` as the scripts do, without `data-skip`."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.cells: list[tuple[int, str]] = []
        self._open: list[tuple[str, set[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "data-start" in values:
            self.cells.append((int(values["data-start"] or 0), ""))
        if tag not in VOID:
            self._open.append((tag, set(values)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        marks = set().union(*(names for _, names in self._open))
        if "data-text" not in marks or "data-skip" in marks:
            return
        self.text += data
        if "data-start" in marks:
            start, text = self.cells[-1]
            self.cells[-1] = (start, text + data)


@pytest.fixture(scope="module")
def templates() -> Templates:
    names = ("css/app.css", "src/app.ts", "src/reader.ts", "src/theme.ts")
    return load_templates(
        Assets(Path(), {name: name for name in names}), ZoneInfo("Europe/Berlin")
    )


def read(templates: Templates, content: Content) -> PlainText:
    parser = PlainText()
    parser.feed(templates.render("passage.html", "de", body=content, pid="p1"))
    return parser


def contents() -> Iterator[Content]:
    marks = (
        Mark(0, 3, "strong"),
        Mark(1, 6, "emphasis"),
        Mark(2, 8, "link", "https://example.org/?a=1&b=2"),
        Mark(4, 4, "footnote", "Quelle: <Amt>"),
    )
    kinds: tuple[Kind, ...] = ("heading", "paragraph", "list_item", "quote", "code")
    for kind in kinds:
        yield Content(kind, TRICKY, level=1, marker="•", marks=marks)
        yield Content(kind, "eine Zeile\nund noch eine", level=2)


@pytest.mark.parametrize(
    "content", list(contents()), ids=lambda c: f"{c.kind} {c.level}"
)
def test_the_element_of_a_paragraph_has_exactly_its_text(
    templates: Templates, content: Content
) -> None:
    assert read(templates, content).text == content.text


def test_the_cells_of_a_table_have_their_text_where_they_say(
    templates: Templates,
) -> None:
    content = Content("table", f"Ziel\tJahr\n{TRICKY}\t2030\n\tleer", level=1)
    for start, text in read(templates, content).cells:
        assert content.text[start : start + len(text)] == text


def test_headings_of_a_document_rank_below_the_title_of_the_page(
    templates: Templates,
) -> None:
    for level, tag in ((1, "h2"), (2, "h3"), (6, "h6")):
        content = Content("heading", "Leitbild", level=level)
        page = templates.render("passage.html", "de", body=content, pid="p1")
        assert page.startswith(f"<{tag} ")


def test_words_of_a_document_cannot_become_markup(templates: Templates) -> None:
    content = Content(
        "paragraph",
        "<script>alert(1)</script>",
        marks=(Mark(5, 5, "footnote", "<img src=x onerror=alert(1)>"),),
    )
    page = templates.render("passage.html", "de", body=content, pid="p1")
    assert "<script" not in page
    assert "<img" not in page


def test_a_footnote_can_be_reached_and_left(templates: Templates) -> None:
    content = Content("paragraph", "Bus", marks=(Mark(3, 3, "footnote", "Quelle"),))
    page = templates.render("passage.html", "de", body=content, pid="p1")
    assert 'href="#fn-p1-1"' in page
    assert 'id="fn-p1-1"' in page
    assert 'href="#fnref-p1-1"' in page
    assert "Quelle" in page


def test_every_template_compiles_in_every_language(templates: Templates) -> None:
    for lang in LANGUAGES:
        environment = templates.environments[lang]
        for name in environment.list_templates(extensions=["html", "txt"]):
            assert environment.get_template(name).name == name


def test_no_template_has_inline_style_or_script(templates: Templates) -> None:
    environment = templates.environments["en"]
    for name in environment.list_templates(extensions=["html"]):
        if name.startswith("mail/"):
            continue  # mail programs know no style sheets
        assert environment.loader is not None
        source = environment.loader.get_source(environment, name)[0]
        assert "style=" not in source, name
        assert "<style" not in source, name
        assert " onclick" not in source, name


def test_the_catalogue_of_the_scripts_cannot_end_their_element(
    templates: Templates,
) -> None:
    messages = templates.environments["de"].globals["browser_messages"]
    assert isinstance(messages, Markup)
    assert "<" not in messages


def test_a_paragraph_is_drawn_again_when_anything_about_it_is_other(
    templates: Templates,
) -> None:
    draw = templates.environments["de"].globals["read_paragraph"]
    assert callable(draw)
    view = ParagraphView("p1", 1, Content("paragraph", "Busse fahren öfter."))
    first = draw(view, "plan", 1, True)

    assert draw(replace(view), "plan", 1, True) is first
    assert "2 Kommentare" in draw(replace(view, comments=2), "plan", 1, True)
    assert "Geändert" in draw(replace(view, changed_by=0), "plan", 1, True)
    assert "/d/plan/r/2/" in draw(view, "plan", 2, True)
    assert "data-comment=" not in draw(view, "plan", 1, False)
    english = templates.environments["en"].globals["read_paragraph"]
    assert callable(english)
    assert "2 comments" in english(replace(view, comments=2), "plan", 1, True)
