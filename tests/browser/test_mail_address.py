"""Guests who comment in the dialog are asked where to write, and are written to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import connected, open_form, publish, told
from tests.integration.notifying.conftest import GUEST, TEXTS, Post, posting
from tests.mailing import free_port, text_of

pytestmark = pytest.mark.browser

LINK = re.compile(r"http://[\d.:]+(/\w\w/mails/\S+)")


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    port = free_port()
    # Browsers keep the cookies of https and open sockets only where they are served.
    with posting(tmp_path, port=port, base_url=f"http://127.0.0.1:{port}") as running:
        yield running


@pytest.fixture
def page(browser: Browser, post: Post) -> Iterator[Page]:
    context = browser.new_context(base_url=post.site.url)
    opened = context.new_page()
    opened.goto("/en/d/rahmen")
    connected(opened)
    yield opened
    context.close()


def test_a_guest_who_leaves_an_address_is_asked_to_confirm_it(
    page: Page, post: Post
) -> None:
    form = open_form(page, TEXTS[1])
    field = form.get_by_label("Your e-mail address, if you like")
    expect(field).to_have_accessible_description(
        "We write to you when there is an answer. Nobody else sees the address."
    )
    field.fill("kim@example")
    publish(form, "Bitte 200.", "Kim")
    expect(field).to_be_focused()
    field.fill(GUEST)
    form.get_by_role("button", name="Publish").click()
    told(page, "Please open the link in the mail that we send to you.")

    question = post.mailbox.wait(1)
    assert question["To"] == GUEST
    assert GUEST not in page.evaluate("JSON.stringify(localStorage)")
    expect(open_form(page, TEXTS[2]).get_by_label("Your e-mail address")).to_have_count(
        0
    )
    found = LINK.search(text_of(question))
    assert found
    page.goto(found[1])
    page.get_by_role("button", name="Yes, write to me").click()
    assert "Your comment is published" in str(post.mailbox.wait(2)["Subject"])


def test_a_guest_without_an_address_is_asked_again(page: Page, post: Post) -> None:
    publish(open_form(page, TEXTS[1]), "Bitte 200.", "Kim")
    told(page, "Your comment is published.")
    page.reload()
    connected(page)
    form = open_form(page, TEXTS[2])
    form.get_by_label("Your e-mail address, if you like").fill(GUEST)
    publish(form, "Auch das.")
    told(page, "Please open the link in the mail that we send to you.")

    assert post.mailbox.wait(1)["To"] == GUEST
    page.reload()
    connected(page)
    expect(open_form(page, TEXTS[2]).get_by_label("Your e-mail address")).to_have_count(
        0
    )
