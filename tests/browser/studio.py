"""The sample process and a browser, for commands that are no tests."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.town import running_town
from tests.browser.windows import Windows


@contextmanager
def studio() -> Iterator[Windows]:
    """Run the service and a browser for as long as somebody works with them."""
    program = find_chromium()
    if program is None:
        raise SystemExit("no Chromium; `make chromium` installs it")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_town(Path(folder)) as town,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        windows = Windows(browser, town)
        yield windows
        windows.close()
        browser.close()
