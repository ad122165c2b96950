"""One service and one Chromium for all tests, and windows for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.town import Town, running_town
from tests.browser.windows import Windows


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Run the service with the sample process until all tests are done."""
    with running_town(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for all tests."""
    program = find_chromium()
    assert program is not None, "no Chromium; `make chromium` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def windows(browser: Browser, town: Town) -> Iterator[Windows]:
    """Open windows for a test; an unexpected fault in one of them fails it."""
    opened = Windows(browser, town)
    yield opened
    assert opened.close() == []


@pytest.fixture
def slug(town: Town) -> str:
    """Publish a small text for this test alone."""
    return town.publish()
