"""The reading page in a real browser, against the real service."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Scheme

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "static/node_modules/axe-core/axe.min.js"
FIRST = ".para[data-kind=paragraph]"


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with a page."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


def nth_paragraph(page: Page, index: int) -> str:
    """Return the id of a paragraph of the text."""
    paragraph = page.locator(FIRST).nth(index)
    return str(paragraph.get_attribute("data-pid"))


def write(page: Page, pid: str, body: str) -> None:
    """Comment on a whole paragraph by its button, as a guest or a citizen."""
    page.click(f'[data-comment="{pid}"]')
    page.fill("#composer-body", body)
    name = page.locator("#composer-name")
    if name.count():
        name.fill("Gast Gundula")
    page.click("dialog[open] .btn--primary")


def published(page: Page) -> None:
    """Wait until the page says that the comment is there for all."""
    expect(page.locator("#toasts")).to_contain_text("ist veröffentlicht")


def mark_words(page: Page, index: int) -> None:
    """Select some words of a paragraph, as mouse, finger or caret would."""
    page.evaluate(
        """([selector, index]) => {
          const text = document.querySelectorAll(selector)[index]
            .querySelector("[data-text]");
          text.scrollIntoView({block: "center"});
          const range = document.createRange();
          range.setStart(text.firstChild, 4);
          range.setEnd(text.firstChild, 22);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [FIRST, index],
    )


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_no_line_runs_out_of_the_window(
    open_page: Open, width: int, scheme: Scheme
) -> None:
    page = open_page(width=width, scheme=scheme)
    expect(page.locator("[data-heat-switch]")).to_be_visible()
    assert faults(page) == []
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over == 0


def test_every_paragraph_reads_exactly_as_it_is_stored(open_page: Open) -> None:
    page = open_page()
    slug, number = page.evaluate("[text.dataset.document, text.dataset.revision]", None)
    stored = page.evaluate(
        "address => fetch(address).then(r => r.json())",
        f"/api/v1/documents/{slug}/revisions/{number}",
    )
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".para")]
          .filter(p => p.dataset.kind !== "table")
          .map(p => [p.dataset.pid, p.querySelector("[data-text]").textContent]))"""
    )
    texts = {p["id"]: p["text"] for p in stored["paragraphs"] if p["kind"] != "table"}
    assert shown == texts


def test_a_comment_needs_no_selection_and_another_reader_sees_it_at_once(
    open_page: Open,
) -> None:
    writer, reader = open_page(), open_page()
    expect(reader.locator("[data-presence]")).to_contain_text("mit")
    pid = nth_paragraph(reader, 3)
    before = int(str(reader.locator(f"#p-{pid}").get_attribute("data-comments")))
    write(writer, pid, "Das sehe ich auch so.")
    published(writer)
    expect(reader.locator(f"#p-{pid} [data-count]")).to_contain_text(str(before + 1))
    expect(reader.locator("[data-news]")).to_contain_text("anzeigen")


def test_marked_words_are_commented_by_keyboard_alone(open_page: Open) -> None:
    page = open_page(signed_in=True)
    mark_words(page, 4)
    expect(page.locator(".seltool")).to_be_visible()
    page.keyboard.press("Alt+k")
    page.keyboard.press("Enter")
    expect(page.locator("#composer-body")).to_be_focused()
    page.keyboard.type("Nur mit der Tastatur.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    published(page)


def test_a_proposed_wording_shows_what_it_changes(open_page: Open) -> None:
    page = open_page()
    mark_words(page, 4)
    page.click(".seltool button:nth-child(3)")
    words = page.input_value("#composer-replacement")
    page.fill("#composer-replacement", f"{words} wirklich")
    expect(page.locator(".composer ins")).to_contain_text("wirklich")
    assert faults(page) == []


def test_a_draft_is_there_again_after_a_reload(open_page: Open) -> None:
    page = open_page()
    pid = nth_paragraph(page, 5)
    page.click(f'[data-comment="{pid}"]')
    page.fill("#composer-body", "Halb fertig")
    page.reload()
    page.click(f'[data-comment="{pid}"]')
    assert page.input_value("#composer-body") == "Halb fertig"


def test_what_is_written_without_a_connection_is_sent_once_when_it_is_back(
    open_page: Open,
) -> None:
    page = open_page(signed_in=True)
    expect(page.locator("[data-presence]")).to_contain_text("mit")
    pid = nth_paragraph(page, 6)
    count = page.locator(f"#p-{pid}")
    before = int(str(count.get_attribute("data-comments")))
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()
    write(page, pid, "Im Tunnel geschrieben.")
    expect(page.locator("#toasts")).to_contain_text("sobald wieder eine Verbindung")
    page.context.set_offline(False)
    published(page)
    page.reload()
    expect(count).to_have_attribute("data-comments", str(before + 1))
    kept = page.evaluate(
        "localStorage.getItem('randnotiz:outbox:strategischer-rahmen')"
    )
    assert kept is None


def test_from_the_words_to_the_thread_and_back(open_page: Open) -> None:
    page = open_page(width=390)
    page.locator(".cnt:visible").first.click()
    card = page.locator("dialog[open] .card").first
    expect(card).to_be_visible()
    assert faults(page) == []
    card.locator("[data-show]").click()
    expect(page.locator(".para:focus")).to_have_count(1)
    page.click(".toast__act")
    expect(page.locator(".card:visible").first).to_be_visible()


def test_page_and_events_make_the_same_counts_as_a_fresh_page(
    open_page: Open,
) -> None:
    older = open_page()
    expect(older.locator("[data-presence]")).to_contain_text("mit")
    writer = open_page(signed_in=True)
    for index in (3, 5, 7):
        write(writer, nth_paragraph(writer, index), f"Beitrag {index}")
        published(writer)
        writer.evaluate("document.getElementById('toasts').replaceChildren()")
    fresh = open_page()
    counts = """Object.fromEntries([...document.querySelectorAll(".para")]
      .map(p => [p.dataset.pid, p.dataset.comments]))"""
    expected = fresh.evaluate(counts)
    older.wait_for_function(
        f"wanted => JSON.stringify({counts}) === wanted",
        arg=fresh.evaluate(f"JSON.stringify({counts})"),
    )
    assert older.evaluate(counts) == expected


def test_the_page_can_be_read_without_script(open_page: Open) -> None:
    page = open_page(script=False)
    assert page.locator(".para").count() > 50
    link = page.locator(".cbtn").first
    assert "/comment" in str(link.get_attribute("href"))
    expect(page.locator(".card").first).to_be_visible()


def test_the_chosen_appearance_holds_on_the_next_page(open_page: Open) -> None:
    page = open_page()
    page.click("[data-theme-toggle]")
    page.reload()
    expect(page.locator("[data-theme-toggle]")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
