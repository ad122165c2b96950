"""Comments beside the draft: live, true to their words, filtered, taken over, answered."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.drafting import (
    LEASH,
    PROPOSED,
    begin,
    card_of,
    press_tool,
    propose,
    put_cursor_after,
    put_cursor_before,
    remark,
    select_down,
    select_from,
    text_of,
    write_as,
)
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

NIGHT = "Musik ist bis zwanzig Uhr erlaubt"
SENTENCE = "Die Stadt pflegt die Wiese und hält die Wege frei."
PATHS = "die Wege frei"
GRILL = "Grillen ist nur auf den gepflasterten Flächen"
PHONE = 390


@pytest.fixture
def proposal(town: Town, slug: str) -> str:
    """Begin a draft of a text for which somebody proposed other words; its id."""
    made = propose(town, slug)
    begin(town, slug)
    return made


def test_a_proposed_wording_is_taken_over_and_answered_in_place(
    windows: Windows, slug: str, proposal: str
) -> None:
    page = write_as(windows, slug, "Jana")
    card = card_of(page, proposal)
    expect(card).to_contain_text("Stelle unverändert")

    card.get_by_role("button", name="Übernehmen").click()

    expect(text_of(page)).to_contain_text(PROPOSED)
    expect(text_of(page)).not_to_contain_text(LEASH)
    expect(card.get_by_label("Ergebnis")).to_have_value("accepted")
    expect(page.locator(".collab-working")).to_be_visible()
    card.get_by_role("button", name="Antwort speichern").click()
    expect(page.locator("#toasts")).to_contain_text("nicht mehr zu diesem Kommentar")
    expect(page.locator(".collab-working")).to_be_hidden()
    expect(card).to_contain_text("Übernommen")
    expect(card).to_contain_text("Stelle geändert")
    preview = windows.open(
        f"/de/d/{slug}/draft/preview", role="drafter", name="Jana zwei"
    )
    expect(preview.locator("#main")).to_contain_text("sind willkommen")
    row = preview.locator(".preview-row", has_text="sind willkommen")
    cause = row.locator("label", has_text="Kai: Freundlicher.").first
    expect(cause.get_by_role("checkbox")).to_be_checked()
    trace = page.context.request.get(f"/api/v1/annotations/{proposal}/trace").json()
    assert trace["dispositions"][0]["outcome"] == "accepted"


def test_a_wording_taken_over_while_one_only_suggests_is_not_answered(
    windows: Windows, slug: str, proposal: str
) -> None:
    page = write_as(windows, slug, "Jana")
    press_tool(page, "Änderungen nur vorschlagen")
    card = card_of(page, proposal)
    take_over = card.get_by_role("button", name="Übernehmen")

    take_over.click()

    toasts = page.locator("#toasts")
    expect(toasts).to_contain_text("ist der Redaktion vorgeschlagen")
    expect(page.locator("summary", has_text="Änderungsvorschl")).to_be_visible()
    expect(card.locator("form")).to_have_count(0)
    expect(card.locator(".diff")).not_to_contain_text("willkommen, an der Leine werden")
    count = page.locator("#collab-text :is(ins, del)").count()
    press_tool(page, "Änderungen nur vorschlagen")
    take_over.click()
    expect(toasts).to_contain_text("Jana schlägt eine Änderung dieser Wörter vor")
    expect(page.locator("#collab-text :is(ins, del)")).to_have_count(count)
    expect(card.locator("form")).to_have_count(0)


def test_an_answer_is_written_on_while_a_colleague_changes_the_words(
    windows: Windows, slug: str, proposal: str
) -> None:
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    card = card_of(jana, proposal)
    card.get_by_role("button", name="Antwort").click()
    reason = card.get_by_label("Begründung")
    reason.click()
    jana.keyboard.type("Gern, ")

    put_cursor_after(ingo, "an der Leine")
    ingo.keyboard.type(" oder am Halsband")

    expect(card).to_contain_text("Stelle geändert")
    jana.keyboard.type("so steht es nun da.")
    expect(reason).to_have_value("Gern, so steht es nun da.")


def test_who_answers_second_sees_the_first_answer_and_can_replace_it(
    windows: Windows, slug: str, proposal: str
) -> None:
    windows.expect("412: PUT")
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    for page, outcome, reason in (
        (jana, "accepted", "Gern."),
        (ingo, "noted", "Wird geprüft."),
    ):
        card = card_of(page, proposal)
        card.get_by_role("button", name="Antwort").click()
        card.get_by_label("Ergebnis").select_option(outcome)
        card.get_by_label("Begründung").fill(reason)
    save = "Antwort speichern"
    card_of(ingo, proposal).get_by_role("button", name=save).click()
    expect(card_of(ingo, proposal)).to_have_count(0)  # no longer among the open ones

    mine = card_of(jana, proposal)
    mine.get_by_role("button", name=save).click()

    expect(mine.get_by_role("alert")).to_contain_text("inzwischen geändert")
    expect(mine).to_contain_text("Antwort: Wird geprüft.")
    expect(mine.get_by_label("Begründung")).to_have_value("Gern.")
    mine.get_by_role("button", name=save).click()
    expect(mine).to_have_count(0)
    address = f"/api/v1/annotations/{proposal}"
    answer = jana.context.request.get(address).json()["disposition"]
    assert answer["reason"] == "Gern."


def test_to_look_at_a_comment_is_not_to_work_on_it(
    windows: Windows, slug: str, proposal: str
) -> None:
    page = write_as(windows, slug, "Jana")
    card = card_of(page, proposal)

    page.locator(f'#collab-text [data-remark="{proposal}"]').first.click()

    expect(card).to_have_class(re.compile("is-active"))
    work = card.get_by_role("button", name="Daran arbeiten")
    expect(work).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".collab-working")).to_be_hidden()
    work.click()
    done = card.get_by_role("button", name="Damit fertig")
    expect(done).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".collab-working")).to_be_visible()


def test_a_comment_that_comes_meanwhile_waits_until_it_is_asked_for(
    windows: Windows, town: Town, slug: str, proposal: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LEASH)
    expect(card_of(page, proposal)).to_be_visible()

    made = remark(town, slug, NIGHT, "Das ist zu früh.")

    news = page.get_by_role("button", name="1 neuen Kommentar anzeigen")
    expect(news).to_be_visible(timeout=30_000)
    expect(page.locator(f'#collab-text [data-remark="{made}"]')).to_have_text(NIGHT)
    expect(card_of(page, made)).to_have_count(0)
    expect(text_of(page)).to_be_focused()
    news.click()
    expect(card_of(page, made)).to_contain_text("Das ist zu früh.")
    expect(card_of(page, made).get_by_role("button").first).to_be_focused()


def test_a_comment_stays_with_its_words_when_paragraphs_are_divided_and_joined(
    windows: Windows, town: Town, slug: str, proposal: str
) -> None:
    grill = remark(town, slug, GRILL, "Auch im Winter?")
    page = write_as(windows, slug, "Jana")
    put_cursor_before(page, GRILL)
    page.keyboard.press("Backspace")
    joined = page.locator("#collab-text > p", has_text=f"nicht erlaubt.{GRILL}")
    expect(joined.locator(f'[data-remark="{grill}"]')).to_have_text(GRILL)
    expect(card_of(page, grill)).to_contain_text("Stelle unverändert")

    put_cursor_before(page, "an der Leine")
    page.keyboard.press("Enter")

    marked = page.locator(f'[data-remark="{proposal}"]')
    halves = page.locator("#collab-text > p", has=marked)
    expect(halves).to_have_text(
        [re.compile("^Hunde werden $"), re.compile("^an der Leine geführt.")]
    )
    expect(card_of(page, proposal)).to_contain_text("Stelle unverändert")


def test_the_comments_stay_live_when_a_colleague_shortens_the_text(
    windows: Windows, town: Town, slug: str, proposal: str
) -> None:
    litter = remark(town, slug, "Abfälle nimmt jeder", "Auch Kippen?")
    jana, ingo = write_as(windows, slug, "Jana"), write_as(windows, slug, "Ingo")
    put_cursor_after(ingo, "aller Art ist untersagt.")
    put_cursor_before(jana, "Abfälle nimmt")
    select_down(jana)

    jana.keyboard.press("Control+x")

    card = card_of(ingo, litter)
    expect(card).to_contain_text("Stelle nicht mehr im Text")
    card_of(ingo, proposal).get_by_role("button", name="Daran arbeiten").click()
    expect(ingo.locator(".collab-working")).to_be_visible()


def test_the_list_is_narrowed_to_a_paragraph_and_a_kind(
    windows: Windows, town: Town, slug: str, proposal: str
) -> None:
    other = remark(town, slug, NIGHT, "Das ist zu früh.")
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LEASH)
    group = page.get_by_role("group", name="Liste eingrenzen")
    group.get_by_label("In diesem Absatz").check()
    expect(card_of(page, other)).to_have_count(0)
    expect(card_of(page, proposal)).to_be_visible()
    group.get_by_label("In diesem Absatz").uncheck()
    group.get_by_label("Art").select_option("commenting")
    expect(card_of(page, other)).to_be_visible()
    expect(card_of(page, proposal)).to_have_count(0)


def test_on_a_phone_the_comments_of_the_paragraph_come_in_a_sheet(
    windows: Windows, slug: str, proposal: str
) -> None:
    page = write_as(windows, slug, "Jana", width=PHONE)
    put_cursor_after(page, LEASH)
    press_tool(page, "Änderungen nur vorschlagen")
    page.keyboard.type(" Immer.")
    press_tool(page, "Änderungen nur vorschlagen")
    page.get_by_role("button", name="1 Kommentar hier · 1 Änderungsvorschlag").click()
    sheet = page.get_by_role("dialog")
    sheet.locator("summary", has_text="1 Änderungsvorschlag").click()
    sheet.get_by_role("button", name="Annehmen").click()
    expect(page.locator("#collab-text ins")).to_have_count(0)
    expect(sheet.get_by_label("In diesem Absatz")).to_be_checked()
    sheet.get_by_role("button", name="Übernehmen").click()
    sheet.get_by_role("button", name="Antwort speichern").click()
    expect(card_of(page, proposal)).to_contain_text("Übernommen")
    sheet.get_by_role("button", name="Schließen").click()
    expect(sheet).to_be_hidden()
    expect(text_of(page)).to_contain_text(PROPOSED)


def test_a_comment_goes_along_with_its_sentence_as_it_will_at_publication(
    windows: Windows, town: Town, slug: str
) -> None:
    made = remark(town, slug, PATHS, "Auch im Winter?")
    begin(town, slug)
    page = write_as(windows, slug, "Jana")
    expect(card_of(page, made)).to_contain_text("Stelle unverändert")

    select_from(page, SENTENCE.removesuffix(f"{PATHS}."), len(SENTENCE))
    page.keyboard.press("Control+x")
    expect(text_of(page)).not_to_contain_text(SENTENCE)
    expect(card_of(page, made)).to_contain_text("Stelle nicht mehr im Text")
    put_cursor_after(page, LEASH)
    page.keyboard.press("Control+v")

    expect(card_of(page, made)).to_contain_text("Stelle verschoben")
    expect(page.locator(f'[data-remark="{made}"]')).to_have_text(PATHS)
