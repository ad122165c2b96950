"""The draft's editor: several drafters at once, suggestions, keyboard, no network."""

import re

import pytest
from playwright.sync_api import Dialog, Page, WebSocketRoute, expect

from tests.browser.drafting import (
    HEAR_SELECTION,
    LEASH,
    begin,
    press_tool,
    put_cursor_after,
    put_cursor_before,
    select_down,
    text_of,
    write_as,
)
from tests.browser.keyboard import press_tab_to
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

LITTER = "Abfälle nimmt jeder wieder mit."
BINS = "Behälter stehen am Ausgang"  # in the same paragraph, without anybody's cursor
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  document.querySelector("#collab-text").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
LONG_MS = 60_000  # a lost connection is noticed, and tried again, in steps


def lose_connection(windows: Windows, page: Page) -> None:
    """Take a window's network away, and wait until it says so."""
    windows.expect("ERR_INTERNET_DISCONNECTED", "WebSocket")
    page.context.set_offline(True)
    expect(page.locator("[data-state=offline]")).to_be_visible(timeout=LONG_MS)


@pytest.fixture(autouse=True)
def _begun(town: Town, slug: str) -> None:
    begin(town, slug)


def test_two_drafters_write_and_see_each_other(windows: Windows, slug: str) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    others = jana.get_by_role("list", name="Auch hier:")
    expect(others).to_contain_text("Ingo")

    put_cursor_after(ingo, LEASH)
    ingo.keyboard.type(" Auch kleine.")

    expect(text_of(jana)).to_contain_text(f"{LEASH} Auch kleine.")
    expect(others).to_contain_text("Ingo bei „Hunde werden an der")
    busy = jana.locator("#collab-text > .is-busy")
    expect(busy).to_have_attribute("data-busy", "Ingo arbeitet hier")
    expect(jana.locator(".sums")).to_contain_text("1 bearbeitet")
    put_cursor_after(jana, LEASH)
    expect(jana.locator("#status")).to_have_text("Ingo arbeitet hier")


def test_undo_takes_back_only_what_one_wrote_oneself(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(jana, LITTER)
    jana.keyboard.type(" Wirklich.")
    expect(text_of(ingo)).to_contain_text("Wirklich.")
    put_cursor_after(ingo, LITTER)
    ingo.keyboard.type(" Immer.")
    expect(text_of(jana)).to_contain_text(f"{LITTER} Immer.")

    jana.keyboard.press("Control+z")

    for page in (jana, ingo):
        expect(text_of(page)).not_to_contain_text("Wirklich")
        expect(text_of(page)).to_contain_text(f"{LITTER} Immer.")
    jana.keyboard.press("Control+y")
    expect(text_of(ingo)).to_contain_text(" Wirklich.")


def test_undo_leaves_a_block_in_which_somebody_else_has_written(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(jana, LITTER)
    press_tool(jana, "Liste")
    expect(ingo.locator("#collab-text > .collab-item", has_text=BINS)).to_be_visible()
    put_cursor_after(ingo, LITTER)
    ingo.keyboard.type(" Immer.")
    expect(text_of(jana)).to_contain_text(f"{LITTER} Immer.")

    jana.keyboard.press("Control+z")

    expect(jana.locator("#toasts")).to_contain_text("Das bleibt, wie es ist")
    for page in (jana, ingo):
        expect(text_of(page)).to_contain_text(" Immer.")


def test_undo_doubles_nothing_that_somebody_else_has_rebuilt(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(jana, LITTER)
    press_tool(jana, "Liste")
    expect(ingo.locator("#collab-text > .collab-item", has_text=BINS)).to_be_visible()
    put_cursor_after(ingo, "Abfälle")
    press_tool(ingo, "Zitat")
    expect(jana.locator("#collab-text > blockquote", has_text=BINS)).to_be_visible()

    jana.keyboard.press("Control+z")

    expect(jana.locator("#toasts")).to_contain_text("Das bleibt, wie es ist")
    for page in (jana, ingo):
        doubled = page.locator("#collab-text > *", has_text=BINS)
        expect(doubled).to_have_count(1)


@pytest.mark.parametrize("tool", ["Zitat", "Überschrift, Stufe 2", "Liste"])
def test_the_cursor_stays_with_its_words_when_somebody_changes_their_kind(
    windows: Windows, slug: str, tool: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, LITTER)
    ingo.keyboard.type(" Eins")
    expect(text_of(jana)).to_contain_text(f"{LITTER} Eins")
    put_cursor_after(jana, "Abfälle")

    press_tool(jana, tool)

    expect(ingo.locator("#collab-text > p", has_text=BINS)).to_have_count(0)
    ingo.keyboard.type(" zwei")
    expect(text_of(jana)).to_contain_text(f"{LITTER} Eins zwei")


def test_the_cursor_goes_along_into_the_rest_of_a_divided_paragraph(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, "Brückenstraße.")
    ingo.keyboard.type(" Eins")
    expect(text_of(jana)).to_contain_text("Brückenstraße. Eins")
    put_cursor_after(jana, LITTER)

    jana.keyboard.press("Enter")

    rest = ingo.locator("#collab-text > p", has_text="Brückenstraße")
    expect(rest).not_to_contain_text(LITTER)
    ingo.keyboard.type(" zwei")
    expect(text_of(jana)).to_contain_text("Brückenstraße. Eins zwei")


def test_a_divided_paragraph_and_a_table_are_taken_back(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    blocks = page.locator("#collab-text > *")
    before = blocks.all_text_contents()
    put_cursor_after(page, "Hunde werden")

    page.keyboard.press("Enter")

    expect(blocks).to_have_count(len(before) + 1)
    page.keyboard.press("Control+z")
    expect(blocks).to_have_text(before)
    press_tool(page, "Tabelle einfügen")
    expect(blocks).to_have_count(len(before) + 1)
    page.keyboard.press("Control+z")
    expect(blocks).to_have_text(before)


def test_what_is_written_without_a_connection_is_merged_later(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    lose_connection(windows, jana)
    put_cursor_after(jana, LEASH)
    jana.keyboard.type(" Ohne Netz.")
    put_cursor_after(ingo, LITTER)
    ingo.keyboard.type(" Mit Netz.")
    expect(text_of(jana)).not_to_contain_text("Mit Netz.")

    jana.context.set_offline(False)

    for page in (jana, ingo):
        expect(text_of(page)).to_contain_text("Ohne Netz.", timeout=LONG_MS)
        expect(text_of(page)).to_contain_text("Mit Netz.", timeout=LONG_MS)


def test_words_that_could_not_be_merged_are_shown_to_who_wrote_them(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    lose_connection(windows, jana)
    put_cursor_after(jana, LITTER)
    jana.keyboard.type(" Ohne Netz.")
    put_cursor_after(ingo, LITTER)
    press_tool(ingo, "Zitat")

    jana.context.set_offline(False)

    expect(jana.locator("[data-state=connected]")).to_be_visible(timeout=LONG_MS)
    notice = jana.locator(".notice", has_text="Ohne Netz.")
    jana.locator("#toasts").get_by_role("button", name="Ansehen").click()
    expect(notice).to_be_focused()
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)


def test_a_page_closed_without_a_connection_says_so_and_loses_nothing(
    windows: Windows, slug: str
) -> None:
    windows.expect("ERR_INTERNET_DISCONNECTED", "WebSocket")
    jana = write_as(windows, slug, "Jana")
    put_cursor_after(jana, LEASH)
    jana.context.set_offline(True)
    jana.keyboard.type(" Ohne Netz.")
    # The loss may be noticed by the missing receipt before it is by the socket.
    troubled = jana.locator(":is([data-state=saving], [data-state=offline])")
    expect(troubled).to_be_visible(timeout=LONG_MS)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    jana.on("dialog", leave)
    with jana.expect_event("close"):
        jana.close(run_before_unload=True)
    assert asked == ["beforeunload"]

    jana.context.set_offline(False)
    again = jana.context.new_page()
    again.goto(f"/de/d/{slug}/draft")
    expect(text_of(again)).to_contain_text("Ohne Netz.")
    ingo = write_as(windows, slug, "Ingo")
    expect(text_of(ingo)).to_contain_text(f"{LEASH} Ohne Netz.", timeout=LONG_MS)


def test_that_words_are_not_stored_yet_is_told_until_the_server_says_so(
    windows: Windows, slug: str
) -> None:
    page = windows.open("/de/help", role="drafter", name="Jana")
    is_slow = False
    held: list[tuple[WebSocketRoute, str | bytes]] = []

    def pass_on(socket: WebSocketRoute) -> None:
        def answer(message: str | bytes) -> None:
            if is_slow:
                held.append((socket, message))
            else:
                socket.send(message)

        socket.connect_to_server().on_message(answer)

    page.route_web_socket(re.compile("/ws/drafts/"), pass_on)
    page.goto(f"/de/d/{slug}/draft")
    expect(page.locator("[data-state=connected]")).to_be_visible()
    put_cursor_after(page, LEASH)
    is_slow = True
    page.keyboard.type(" Auch kleine.")
    status = page.locator("[data-collab-status]")
    expect(status).to_contain_text("Wird gespeichert")

    is_slow = False
    for socket, message in held:
        socket.send(message)

    expect(status).to_contain_text("Alles ist gespeichert")


def test_the_toolbar_is_one_stop_and_suggestions_are_decided_by_keys(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LEASH)
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_focused()
    page.keyboard.press("End")
    suggest = page.get_by_role("button", name="Änderungen nur vorschlagen")
    expect(suggest).to_be_focused()
    page.keyboard.press("Enter")
    expect(suggest).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_focused()

    page.keyboard.type(" Auch Katzen.")

    expect(page.locator("#collab-text ins")).to_have_text(" Auch Katzen.")
    folded = page.locator("summary", has_text="1 Änderungsvorschlag")
    press_tab_to(page, folded)
    page.keyboard.press("Enter")
    listed = page.get_by_role("region", name="Jana")
    press_tab_to(page, listed.get_by_role("button", name="Ablehnen"))
    page.keyboard.press("Enter")
    expect(text_of(page)).not_to_contain_text("Katzen")


def test_the_toolbar_is_reached_when_the_tool_it_was_left_at_is_gone(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LITTER)
    press_tool(page, "Tabelle einfügen")
    row = page.get_by_role("button", name="Diese Zeile entfernen")
    page.keyboard.press("Alt+F10")
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(row).to_be_focused()
    page.keyboard.press("Escape")

    put_cursor_after(page, LITTER)

    expect(row).to_be_hidden()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_focused()


def test_who_is_in_a_list_stays_there_while_a_colleague_writes(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, LEASH)
    press_tool(ingo, "Änderungen nur vorschlagen")
    ingo.keyboard.type(" Auch kleine.")
    where = jana.get_by_role("button", name="Ingo bei")
    where.focus()

    put_cursor_after(ingo, LITTER)

    expect(where).to_contain_text("Abfälle nimmt")
    expect(where).to_be_focused()
    jana.locator("summary", has_text="1 Änderungsvorschlag").click()
    listed = jana.locator("#suggestions li", has_text="Auch kleine.")
    accept = listed.get_by_role("button", name="Annehmen")
    accept.focus()
    ingo.keyboard.type(" Wirklich.")
    expect(jana.locator("summary", has_text="2 Änderungsvorschläge")).to_be_visible()
    expect(accept).to_be_focused()


def test_all_suggestions_of_one_author_are_taken_at_once(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    for page, words, typed in (
        (ingo, LEASH, " Auch kleine."),
        (ingo, LITTER, " Wirklich."),
        (jana, "Die Anmeldung ist kostenlos.", " Sie dauert fünf Minuten."),
    ):
        put_cursor_after(page, words)
        press_tool(page, "Änderungen nur vorschlagen")
        page.keyboard.type(typed)
        press_tool(page, "Änderungen nur vorschlagen")
    jana.locator("summary", has_text="3 Änderungsvorschläge").click()
    expect(jana.get_by_role("region", name="Jana").locator("li")).to_have_count(1)
    by_ingo = jana.get_by_role("region", name="Ingo")
    expect(by_ingo.locator("li")).to_have_count(2)

    by_ingo.get_by_role("button", name="Alle annehmen").click()

    expect(jana.locator("summary", has_text="1 Änderungsvorschlag")).to_be_focused()
    for page in (jana, ingo):
        expect(page.locator("#collab-text ins")).to_have_count(1)
        expect(text_of(page)).to_contain_text("Auch kleine.")
        expect(text_of(page)).to_contain_text("Wirklich.")


def test_what_is_suggested_beside_a_colleagues_words_is_ones_own(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, LEASH)
    press_tool(ingo, "Änderungen nur vorschlagen")
    ingo.keyboard.type(" Auch kleine.")
    put_cursor_after(jana, "Auch kleine.")
    press_tool(jana, "Änderungen nur vorschlagen")

    jana.keyboard.type(" Und Katzen.", delay=15)

    for page in (jana, ingo):
        page.locator("summary", has_text="2 Änderungsvorschläge").click()
        for name, words in (("Ingo", "Auch kleine."), ("Jana", "Und Katzen.")):
            listed = page.get_by_role("region", name=name).locator("li")
            expect(listed).to_have_count(1)
            expect(listed).to_contain_text(words)
    region = ingo.get_by_role("region", name="Jana")
    region.get_by_role("button", name="Ablehnen").click()
    expect(text_of(jana)).not_to_contain_text("Katzen")
    expect(text_of(jana)).to_contain_text("Auch kleine.")


def test_who_only_suggests_does_nothing_that_others_would_see_as_done(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LEASH)
    tools = page.get_by_role("toolbar")
    refused = ("Zitat", "Überschrift, Stufe 2", "Liste", "Fußnote", "Tabelle einfügen")
    for name in refused:
        expect(tools.get_by_role("button", name=name, exact=True)).to_be_enabled()

    press_tool(page, "Änderungen nur vorschlagen")

    for name in refused:
        expect(tools.get_by_role("button", name=name, exact=True)).to_be_disabled()


def test_who_only_suggests_pastes_no_paragraph_that_others_would_see_as_done(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LEASH)
    press_tool(page, "Änderungen nur vorschlagen")

    page.evaluate(PASTE, "<p>Eins</p><p>Zwei</p><p>Drei</p>")

    expect(page.get_by_text("fügen Sie Absätze bitte einzeln ein")).to_be_visible()
    expect(text_of(page)).not_to_contain_text("Zwei")
    page.evaluate(PASTE, "<p>Eins</p>")
    expect(page.locator("#collab-text ins")).to_have_text("Eins")


def test_whole_paragraphs_are_struck_for_all_to_see_and_go_when_accepted(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    blocks = ingo.locator("#collab-text > *")
    count = blocks.count()
    put_cursor_before(jana, "Grillen ist nur")
    press_tool(jana, "Änderungen nur vorschlagen")
    select_down(jana, 2)

    jana.keyboard.press("Delete")

    struck = ingo.locator("#collab-text del")
    expect(struck).to_have_text([re.compile("^Grillen"), re.compile("^Abfälle")])
    ingo.locator("summary", has_text="1 Änderungsvorschlag").click()
    ingo.reload()
    expect(struck).to_have_count(2)
    ingo.locator("summary", has_text="1 Änderungsvorschlag").click()
    ingo.get_by_role("button", name="Annehmen").click()
    for page in (jana, ingo):
        expect(page.locator("#collab-text > *")).to_have_count(count - 2)
        expect(text_of(page)).not_to_contain_text("Abfälle")


def test_an_empty_paragraph_that_is_suggested_goes_when_it_is_rejected(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    blocks = ingo.locator("#collab-text > *")
    before = blocks.count()
    put_cursor_before(jana, LITTER)
    press_tool(jana, "Änderungen nur vorschlagen")

    jana.keyboard.press("Enter")

    expect(blocks).to_have_count(before + 1)
    ingo.locator("summary", has_text="1 Änderungsvorschlag").click()
    ingo.get_by_role("button", name="Ablehnen").click()
    for page in (jana, ingo):
        expect(page.locator("#collab-text > *")).to_have_count(before)


def test_who_only_suggests_leaves_what_a_colleague_suggests(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, LEASH)
    press_tool(ingo, "Änderungen nur vorschlagen")
    ingo.keyboard.type(" Auch kleine.")
    put_cursor_after(jana, "Auch kleine.")
    press_tool(jana, "Änderungen nur vorschlagen")

    jana.keyboard.press("Backspace")

    expect(jana.locator("#toasts")).to_contain_text("schlägt diese Wörter vor")
    for page in (jana, ingo):
        expect(page.locator("#collab-text ins")).to_have_text(" Auch kleine.")


def test_a_paragraph_is_moved_by_keys_and_keeps_its_id(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    blocks = page.locator("#collab-text > *")
    rows = "all => all.map(e => [e.dataset.pid, e.textContent.slice(0, 9)])"
    before = blocks.evaluate_all(rows)
    put_cursor_before(page, LITTER)
    select_down(page)
    page.keyboard.press("Control+x")
    expect(text_of(page)).not_to_contain_text(LITTER)
    put_cursor_before(page, "Die Wiese ist jeden")

    page.keyboard.press("Control+v")

    expect(blocks).to_have_count(len(before))
    after = blocks.evaluate_all(rows)
    assert sorted(after) == sorted(before)
    moved = [words for _pid, words in after].index("Abfälle n")
    assert after[moved + 1][1] == "Die Wiese"


def test_a_suggested_format_is_told_as_one(windows: Windows, slug: str) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_before(page, "Große Behälter")
    press_tool(page, "Änderungen nur vorschlagen")
    for _letter in "Große":
        page.keyboard.press("Shift+ArrowRight")
    page.evaluate(HEAR_SELECTION)

    page.keyboard.press("Control+b")

    page.locator("summary", has_text="1 Änderungsvorschlag").click()
    listed = page.locator("#suggestions li")
    expect(listed).to_contain_text("„Große“: fett")
    expect(listed).not_to_contain_text("gestrichen")


def test_a_link_that_runs_a_script_is_refused(windows: Windows, slug: str) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LITTER)
    page.evaluate(PASTE, "<p>Hier <a href='javascript:alert(1)'>klicken</a></p>")
    expect(text_of(page)).to_contain_text("Hier klicken")
    expect(page.locator("#collab-text a")).to_have_count(0)
    put_cursor_before(page, "klicken")
    for _letter in "klicken":
        page.keyboard.press("Shift+ArrowRight")
    page.evaluate(HEAR_SELECTION)

    press_tool(page, "Link")
    field = page.get_by_label("Adresse, zum Beispiel")
    field.fill("javascript:alert(1)")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("beginnt mit https://")
    expect(field).to_be_focused()
    field.fill("https://example.org/plan")
    page.keyboard.press("Enter")
    link = page.locator("#collab-text a")
    expect(link).to_have_attribute("href", "https://example.org/plan")


def test_who_has_signed_out_elsewhere_reads_only_and_is_told_why(
    windows: Windows, slug: str
) -> None:
    windows.expect("401", "403", "WebSocket")
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LITTER)
    other = page.context.new_page()
    other.goto("/de/help")
    other.get_by_role("button", name="Abmelden").click()

    page.keyboard.type(" Wirklich.")

    notice = page.locator("[data-collab-notice]")
    expect(notice).to_contain_text("nicht mehr schreiben", timeout=LONG_MS)
    expect(notice).to_contain_text("bleiben auf diesem Gerät")
    expect(notice).to_be_in_viewport()
    expect(text_of(page)).to_have_attribute("contenteditable", "false")
    bold = page.get_by_role("toolbar").get_by_role("button", name="Fett", exact=True)
    expect(bold).to_be_disabled()


def test_who_writes_hears_that_a_colleague_has_discarded_the_draft(
    windows: Windows, slug: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(jana, LITTER)
    jana.keyboard.type(" Wirklich.")
    expect(text_of(ingo)).to_contain_text("Wirklich.")
    ingo.locator("summary", has_text="Entwurf verwerfen").click()

    ingo.get_by_role("button", name="Ja, Entwurf verwerfen").click()

    notice = jana.locator("[data-collab-notice]")
    expect(notice).to_contain_text("Ingo hat den Entwurf verworfen")
    expect(text_of(jana)).not_to_contain_text("Wirklich.")


def test_the_long_name_of_a_colleague_makes_no_page_wider(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana", width=320)
    ingo = write_as(windows, slug, "Ingo Sebastian Falkner von und zu Auenbrück")

    put_cursor_after(ingo, LEASH)

    expect(page.locator(".collab-cursor")).to_contain_text("Ingo Sebastian")
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate(
        "innerWidth"
    )


def test_only_drafters_find_the_editor(windows: Windows, slug: str) -> None:
    windows.expect("403: GET")
    page = windows.open(f"/de/d/{slug}/draft", role="citizen", name="Kai")
    expect(page.locator("[data-collab]")).to_have_count(0)
