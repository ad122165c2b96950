"""What is written is neither lost nor sent twice, whatever happens in between."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.reader import (
    comments_on,
    connected,
    open_form,
    paragraph,
    publish,
    told,
)
from tests.browser.town import running_town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

WORDS = "Grillen ist nur auf den gepflasterten Flächen"
KEPT = "Kept here; it is sent when there is a connection."
SENT = "Your comment is published."


def outbox(page: Page, slug: str) -> str | None:
    """Return what waits on the device, as it is stored."""
    kept: str | None = page.evaluate(f"localStorage['randnotiz:outbox:{slug}'] ?? null")
    return kept


def bodies(page: Page, slug: str) -> list[str]:
    """Return the comments that the service has."""
    answer = page.context.request.get(f"/api/v1/documents/{slug}/annotations")
    return [each["body"] for each in answer.json()["items"]]


def test_a_draft_is_there_again_after_a_reload(windows: Windows, slug: str) -> None:
    page = windows.open(f"/en/d/{slug}")
    form = open_form(page, WORDS)
    form.get_by_label("Die Glut wird vollständig gelöscht.").check()
    form.get_by_label("Question").check()
    form.get_by_label("Your comment").fill("Womit denn?")
    page.reload()
    form = open_form(page, WORDS)
    expect(form.get_by_label("Your comment")).to_have_value("Womit denn?")
    expect(form.get_by_label("Question")).to_be_checked()
    expect(form.get_by_label("Die Glut wird vollständig")).to_be_checked()
    publish(form, "Womit denn?", "Gast Gundula")
    told(page, SENT)
    expect(open_form(page, WORDS).get_by_label("Your comment")).to_have_value("")


def test_what_is_written_without_a_connection_is_sent_once_when_it_is_back(
    windows: Windows, slug: str
) -> None:
    windows.expect("ERR_INTERNET_DISCONNECTED")
    page = windows.open(f"/en/d/{slug}", role="citizen")
    connected(page)
    page.context.set_offline(True)
    expect(page.get_by_role("region", name="Connection")).to_be_visible()
    publish(open_form(page, WORDS), "Im Tunnel geschrieben.")
    told(page, KEPT)
    assert outbox(page, slug) is not None
    page.context.set_offline(False)
    told(page, SENT)
    assert outbox(page, slug) is None
    page.reload()
    assert comments_on(page, WORDS) == 1


def test_it_is_also_sent_by_the_next_visit(windows: Windows, slug: str) -> None:
    windows.expect("ERR_INTERNET_DISCONNECTED")
    page = windows.open(f"/en/d/{slug}", role="citizen")
    connected(page)
    page.context.set_offline(True)
    publish(open_form(page, WORDS), "Im Tunnel geschrieben.")
    told(page, KEPT)
    page.close()
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(f"/en/d/{slug}")
    told(page, SENT)
    assert bodies(page, slug) == ["Im Tunnel geschrieben."]


def test_a_killed_server_costs_no_comment_and_doubles_none(
    browser: Browser, tmp_path: Path
) -> None:
    with running_town(tmp_path) as town:
        windows = Windows(browser, town)
        windows.expect("ERR_CONNECTION_REFUSED", "WebSocket connection")
        slug = town.publish()
        writer, reader = (
            windows.open(f"/en/d/{slug}", role="citizen", name=name)
            for name in ("Rike B.", "Ben O.")
        )
        connected(writer)
        connected(reader)
        town.served.kill()
        publish(open_form(writer, WORDS), "Beim Stromausfall geschrieben.")
        told(writer, KEPT)
        expect(writer.locator("[data-presence]")).to_have_text("Connecting…")
        assert outbox(writer, slug) is not None
        town.served.start()
        told(writer, SENT)
        expect(reader.get_by_role("button", name="Show 1 new comment")).to_be_visible()
        assert bodies(writer, slug) == ["Beim Stromausfall geschrieben."]
        assert outbox(writer, slug) is None
        assert windows.close() == []


def _begin_reply(page: Page, name: str = "Reply") -> Locator:
    paragraph(page, WORDS).locator(".cnt").click()
    card = page.get_by_role("dialog").locator(".card")
    card.get_by_role("link", name=name, exact=True).click()
    return card


def _comment(page: Page) -> None:
    """Publish a comment in German."""
    form = _open_form(page)
    form.get_by_label("Ihr Kommentar").fill("Womit denn?")
    form.get_by_role("button", name="Veröffentlichen").click()
    told(page, "Ihr Kommentar ist veröffentlicht.")


def _open_form(page: Page) -> Locator:
    """Begin a comment in German."""
    where = paragraph(page, WORDS)
    where.hover()
    where.get_by_role("link", name=re.compile("^Kommentieren")).click()
    return page.get_by_role("dialog")


def test_a_reply_that_was_begun_is_there_again(windows: Windows, slug: str) -> None:
    page = windows.open(f"/en/d/{slug}", role="citizen")
    publish(open_form(page, WORDS), "Womit denn?")
    told(page, SENT)
    card = _begin_reply(page)
    words = card.get_by_label("Your reply")
    words.fill("Mit Wasser.")
    card.get_by_role("link", name="Reply", exact=True).click()
    expect(words).to_have_value("Mit Wasser.")
    card.get_by_role("link", name="Edit").click()
    expect(card.get_by_label("Your comment")).to_have_value("Womit denn?")
    page.reload()
    card = _begin_reply(page)
    expect(words).to_have_value("Mit Wasser.")
    card.get_by_role("button", name="Send").click()
    told(page, "Your reply is published.")
    card.get_by_role("link", name="Reply", exact=True).click()
    expect(words).to_have_value("")


def test_a_reply_that_is_refused_can_be_written_on(windows: Windows, slug: str) -> None:
    page = windows.open(f"/de/d/{slug}", role="citizen")
    _comment(page)
    card = _begin_reply(page, "Antworten")
    words = card.get_by_label("Ihre Antwort")
    # Half a character, as some programs paste it: the page cannot know that it is refused.
    words.evaluate("field => { field.value = 'Mit Wasser. \\ud800'; }")
    card.get_by_role("button", name="Senden").click()
    expect(card.get_by_role("status")).to_contain_text("nicht annehmen")
    expect(words).to_have_value(re.compile("^Mit Wasser"))
    words.fill("Mit Wasser.")
    card.get_by_role("button", name="Senden").click()
    told(page, "Ihre Antwort ist veröffentlicht.")


def test_what_is_too_long_is_told_before_it_is_sent(
    windows: Windows, slug: str
) -> None:
    long = "Mit viel Wasser. " * 400
    page = windows.open(f"/de/d/{slug}", role="citizen")
    connected(page)
    form = _open_form(page)
    form.get_by_label("Ihr Kommentar").fill(long)
    form.get_by_role("button", name="Veröffentlichen").click()
    expect(form).to_contain_text("höchstens 5.000 Zeichen")
    form.get_by_label("Ihr Kommentar").fill("Womit denn?")
    form.get_by_role("button", name="Veröffentlichen").click()
    told(page, "Ihr Kommentar ist veröffentlicht.")
    card = _begin_reply(page, "Antworten")
    card.get_by_label("Ihre Antwort").fill(long)
    card.get_by_role("button", name="Senden").click()
    expect(card.get_by_role("status")).to_contain_text("höchstens 5.000 Zeichen")


def test_a_reply_to_what_was_withdrawn_meanwhile_is_told_and_not_sent_on(
    windows: Windows, slug: str
) -> None:
    author = windows.open(f"/de/d/{slug}", role="citizen", name="Anna")
    _comment(author)
    page = windows.open(f"/de/d/{slug}", role="citizen", name="Ben")
    connected(page)
    card = _begin_reply(page, "Antworten")
    card.get_by_label("Ihre Antwort").fill("Mit Wasser.")
    author.on("dialog", lambda dialog: dialog.accept())
    paragraph(author, WORDS).locator(".cnt").click()
    author.get_by_role("dialog").get_by_role("button", name="Zurückziehen").click()
    gone = author.get_by_role("dialog").locator(".card")
    expect(gone).to_contain_text("wurde zurückgezogen")
    card.get_by_role("button", name="Senden").click()
    told(page, "wurde inzwischen geändert")
    assert outbox(page, slug) is None


def test_a_double_tap_on_publish_does_not_reach_what_lies_below(
    windows: Windows, slug: str
) -> None:
    page = windows.open(f"/en/d/{slug}", role="citizen", width=390, touch=True)
    form = open_form(page, WORDS)
    form.get_by_label("Your comment").fill("Womit denn?")
    form.get_by_role("button", name="Publish").dblclick()
    told(page, SENT)
    expect(page).to_have_url(re.compile(f"/en/d/{slug}$"))
    assert bodies(page, slug) == ["Womit denn?"]
