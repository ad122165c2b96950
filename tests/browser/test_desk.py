"""The desk with its script: by keyboard, without a reload, and two drafters at once."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Dialog, Page, expect

from docservice.access import Actor
from docservice.db.people import Role
from docservice.services import accounts, annotate, answering, bundling, requests
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

QUOTES = ("Hunde werden an der Leine geführt.", "Abfälle nimmt jeder wieder mit.")


def _somebody(town: Town, role: Role) -> Actor:
    issued = town.store.write_now(
        accounts.new_token, name="Kai", role=role, now=datetime.now(UTC)
    )
    return Actor(issued.person)


def _answer_elsewhere(town: Town, key: str) -> None:
    request = requests.answer({"outcome": "noted", "reason": "Kais Antwort."})
    drafter = _somebody(town, "drafter")
    town.store.write_now(answering.answer, drafter, key, request, now=datetime.now(UTC))


@pytest.fixture
def ids(town: Town, slug: str) -> list[str]:
    """Return comments on the text, in its order."""
    citizen, found = _somebody(town, "citizen"), []
    for quote in QUOTES:
        raw = {"revision": 1, "target": {"quote": {"exact": quote}}, "body": "Warum?"}
        made = town.store.write_now(
            annotate.annotate,
            citizen,
            slug,
            requests.remark(raw),
            now=datetime.now(UTC),
        )
        found.append(made.id)
    return found


@pytest.fixture
def page(windows: Windows, slug: str, ids: list[str]) -> Page:
    """Return the desk of somebody new, with the focus in the list."""
    opened = windows.open(f"/de/d/{slug}/desk", role="drafter", name="Jana")
    expect(opened.locator("[data-keys]")).to_be_visible()
    opened.locator(f"#t-{ids[0]}").focus()
    return opened


def _open_first(page: Page, ids: list[str]) -> None:
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-detail="{ids[0]}"]')).to_be_visible()
    expect(page.locator("#detail")).to_be_focused()


def _write(page: Page, reason: str) -> None:
    form = page.locator("[data-answer-form]")
    form.get_by_label("Ergebnis").select_option("noted")
    form.get_by_label("Begründung").fill(reason)


def test_j_and_k_walk_the_list_but_not_while_somebody_types(
    page: Page, ids: list[str]
) -> None:
    page.keyboard.press("j")
    expect(page.locator(f"#t-{ids[1]}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#t-{ids[0]}")).to_be_focused()

    page.get_by_text("Filtern und sortieren").click()
    search = page.get_by_label("Enthält die Wörter")
    search.press_sequentially("jk")
    expect(search).to_have_value("jk")


def test_a_key_leads_out_of_the_list(page: Page) -> None:
    page.keyboard.press("g")
    expect(page.locator(".bench a").first).to_be_focused()


def test_keys_typed_ahead_mean_the_comment_on_its_way(
    page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)

    page.keyboard.press("j")
    page.keyboard.press("a")

    expect(page.locator(f'[data-detail="{ids[1]}"] select').first).to_be_focused()


def test_what_only_one_outcome_needs_is_asked_with_it_alone(
    page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    form = page.locator("[data-answer-form]")
    other = form.get_by_label("Adresse des anderen Kommentars")
    expect(other).to_be_hidden()
    form.get_by_label("Ergebnis").select_option("duplicate_of")
    expect(other).to_be_visible()
    form.get_by_label("Ergebnis").select_option("noted")
    expect(other).to_be_hidden()


def test_the_keys_can_be_switched_off_for_good(page: Page, ids: list[str]) -> None:
    page.get_by_text("Mit Tasten antworten").click()
    page.locator("[data-keys-switch]").uncheck()
    page.reload()
    page.locator(f"#t-{ids[0]}").focus()

    page.keyboard.press("j")

    expect(page.locator(f"#t-{ids[0]}")).to_be_focused()


def test_enter_on_a_checkbox_changes_nothing(page: Page, ids: list[str]) -> None:
    address = page.url
    box = page.locator(f"#row-{ids[0]} input")
    box.check()

    box.press("Enter")

    page.wait_for_load_state("networkidle")
    expect(box).to_be_checked()
    assert page.url == address


def test_enter_on_a_checkbox_without_a_script_assigns_nobody(
    windows: Windows, slug: str, ids: list[str]
) -> None:
    page = windows.open(
        f"/de/d/{slug}/desk", role="drafter", name="Ohne Skript", script=False
    )
    windows.expect("422:")
    box = page.locator(f"#row-{ids[0]} input")
    box.check()

    box.press("Enter")

    expect(
        page.get_by_text("Bitte wählen Sie jemanden aus der Redaktion")
    ).to_be_visible()
    expect(page.locator(f"#row-{ids[0]}")).not_to_contain_text("bei ")


def test_an_answer_is_saved_in_place_with_the_keyboard(
    page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    page.evaluate("window.isTheSamePage = true")
    _write(page, "Danke für den Hinweis.")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#status")).to_have_text("Die Antwort ist gespeichert.")
    row = page.locator(f"#row-{ids[0]}")
    expect(row.get_by_text("Zur Kenntnis genommen")).to_be_visible()
    expect(page.get_by_role("button", name="Antwort speichern")).to_be_focused()
    assert page.evaluate("window.isTheSamePage")


def test_a_comment_after_the_other_is_answered_with_the_keyboard_alone(
    page: Page, ids: list[str]
) -> None:
    page.keyboard.press("a")
    expect(page.locator("#outcome")).to_be_focused()
    page.keyboard.type("Zur")
    page.keyboard.press("Tab")
    page.locator("#reason").focus()
    page.keyboard.type("Danke.")
    page.keyboard.press("Control+Shift+Enter")

    expect(page.locator(f'[data-detail="{ids[1]}"]')).to_be_visible()
    expect(page.locator("#detail")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f'[data-detail="{ids[0]}"]')).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("#outcome")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"#row-{ids[0]} input")).to_be_checked()


def test_on_a_phone_the_list_comes_first_and_a_comment_leads_back_to_it(
    windows: Windows, slug: str, ids: list[str]
) -> None:
    page = windows.open(f"/de/d/{slug}/desk", role="drafter", name="Mobil", width=320)
    first = page.locator(f"#t-{ids[0]}")
    box = first.bounding_box()
    assert box is not None
    assert box["y"] < page.viewport_size["height"]  # type: ignore[index]

    first.click()

    expect(page.locator("#detail")).to_be_in_viewport()
    expect(first).to_be_hidden()
    page.get_by_role("link", name="Zur Liste", exact=True).click()
    expect(page.locator(f"#t-{ids[0]}")).to_be_visible()


def test_two_answers_at_once_are_both_shown_and_nothing_is_lost(
    windows: Windows, town: Town, page: Page, ids: list[str]
) -> None:
    windows.expect("412: POST")
    _open_first(page, ids)
    _write(page, "Janas Antwort.")
    _answer_elsewhere(town, ids[0])

    page.keyboard.press("Control+Enter")

    alarm = page.locator("#detail [role=alert]")
    expect(alarm).to_contain_text("Kais Antwort.")
    expect(alarm).to_be_focused()
    form = page.locator("[data-answer-form]")
    expect(form.get_by_label("Begründung")).to_have_value("Janas Antwort.")
    form.get_by_label("Begründung").press("Control+Enter")
    expect(page.locator("#status")).to_have_text("Die Antwort ist gespeichert.")
    with page.expect_response("**/events?since=*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-news]")).to_be_hidden()
    expect(page.locator("[data-overtaken]")).to_be_hidden()


def test_a_refused_taking_back_leaves_a_page_that_goes_on_working(
    windows: Windows, town: Town, page: Page, ids: list[str]
) -> None:
    windows.expect("412: POST")
    _open_first(page, ids)
    _write(page, "Janas Antwort.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_have_text("Die Antwort ist gespeichert.")
    page.reload()
    _answer_elsewhere(town, ids[0])

    with page.expect_response("**/in-hand") as asked:
        page.get_by_role("button", name="Letzte Antwort zurücknehmen").click()

    expect(page.locator("#detail [role=alert]")).to_contain_text(
        "nichts zurückgenommen"
    )
    assert asked.value.ok
    assert page.url.partition("?")[0].endswith("/desk")


def test_a_colleagues_answer_is_hinted_at_before_saving(
    town: Town, page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    _answer_elsewhere(town, ids[0])

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("[data-overtaken]")).to_be_visible()
    expect(page.locator("[data-news]")).to_contain_text(
        "1 Kommentar wurde inzwischen von anderen beantwortet."
    )


def test_two_who_have_the_same_comment_in_hand_see_each_other(
    windows: Windows, slug: str, page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    expect(page.locator("[data-attending]")).to_be_hidden()
    address = f"/de/d/{slug}/desk?comment={ids[0]}"

    other = windows.open(address, role="drafter", name="Kai Fendt")

    hint = "Auch Jana hat diesen Kommentar gerade geöffnet."
    expect(other.locator("[data-attending]")).to_have_text(hint)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hint = "Auch Kai Fendt hat diesen Kommentar gerade geöffnet."
    expect(page.locator("[data-attending]")).to_have_text(hint)
    expect(page.locator("#status")).to_have_text(hint)
    other.locator(f"#t-{ids[1]}").click()
    expect(other.locator("[data-attending]")).to_be_hidden()


def test_words_that_are_not_saved_are_not_left_unasked(
    page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    _write(page, "Noch nicht fertig")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.locator(f"#t-{ids[1]}").click()

    form = page.locator("[data-answer-form]")
    expect(form.get_by_label("Begründung")).to_have_value("Noch nicht fertig")
    assert asked == ["Ihre Antwort ist nicht gespeichert. Trotzdem verlassen?"]


def test_one_answer_for_several_without_a_script(
    windows: Windows, slug: str, ids: list[str]
) -> None:
    page = windows.open(
        f"/de/d/{slug}/desk", role="drafter", name="Ohne Skript", script=False
    )
    for key in ids:
        page.locator(f"#row-{key} input").check()
    page.get_by_text("Mehrere auf einmal").click()
    many = page.locator("[data-many]")
    many.get_by_label("Ergebnis").select_option("declined")
    many.get_by_label("Begründung").fill("Das regelt schon die Satzung.")

    many.get_by_role("button", name="Alle ausgewählten beantworten").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "2 von 2 Kommentaren beantwortet"
    )


def test_a_phone_leads_to_the_desk(windows: Windows, slug: str) -> None:
    phone = windows.open(f"/de/d/{slug}", role="drafter", width=390, touch=True)
    expect(phone.get_by_role("link", name="Mails an Sie")).to_be_in_viewport(ratio=1)
    phone.get_by_role("navigation", name="Bereiche").get_by_text("Arbeitsplatz").tap()
    expect(phone.get_by_role("heading", name="Arbeitsplatz", level=1)).to_be_visible()


def test_counts_follow_what_is_saved_in_place(page: Page, ids: list[str]) -> None:
    expect(page.get_by_role("heading", name="0 von 2 Kommentaren")).to_be_visible()
    _open_first(page, ids)
    _write(page, "Danke.")

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="1 von 2 Kommentaren")).to_be_visible()
    expect(page.get_by_role("link", name="Beantwortet 1")).to_be_visible()


def test_an_answer_to_a_bundle_is_ones_own_in_every_row(
    town: Town, page: Page, slug: str, ids: list[str]
) -> None:
    drafter = _somebody(town, "drafter")
    now = datetime.now(UTC)
    town.store.write_now(bundling.bundle, drafter, slug, ids, now=now)
    _open_first(page, ids)
    _write(page, "Danke Ihnen beiden.")

    page.keyboard.press("Control+Enter")

    other = page.locator(f"#row-{ids[1]}")
    expect(other.get_by_text("Zur Kenntnis genommen")).to_be_visible()
    expect(other.locator("input")).to_have_value(f"{ids[1]}:1")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-news]")).to_be_hidden()


def test_another_form_does_not_lose_words_unasked(page: Page, ids: list[str]) -> None:
    _open_first(page, ids)
    _write(page, "Noch nicht fertig")
    page.on("dialog", lambda dialog: dialog.dismiss())

    with page.expect_event("dialog"):
        page.get_by_role("button", name="Zuteilen", exact=True).click(
            no_wait_after=True
        )

    reason = page.locator("[data-answer-form]").get_by_label("Begründung")
    expect(reason).to_have_value("Noch nicht fertig")


def test_a_bundle_of_the_list_leads_back_to_it(page: Page, ids: list[str]) -> None:
    for each in ids:
        page.locator(f"#row-{each} input").check()
    page.get_by_text("Mehrere auf einmal").click()

    page.get_by_role("button", name="Sie sagen dasselbe").click()

    expect(page.locator(f"#row-{ids[0]}")).to_contain_text("Bündel")


def test_an_answer_sent_twice_by_a_double_click_is_no_answer_of_somebody_else(
    page: Page, ids: list[str]
) -> None:
    _open_first(page, ids)
    _write(page, "Danke.")

    page.get_by_role("button", name="Antwort speichern").dblclick()

    expect(page.locator("#toasts")).to_contain_text("Die Antwort ist gespeichert.")
    expect(page.locator("summary", has_text="Die einzige Fassung")).to_be_visible()
    expect(page.locator("#detail").get_by_role("alert")).to_have_count(0)
