"""The demo on a free port, and a Chromium to use it with."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = "/de/d/strategischer-rahmen"
WAIT_MS = 10_000

Scheme = Literal["light", "dark", "forced"]
Open = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: its address, and a sign-in link per role."""

    address: str
    links: dict[str, str]


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """Run the demo until all tests are done."""
    command = [sys.executable, "-m", "docservice", "demo", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        printed = ""
        while not printed.endswith("Stop with Ctrl-C.\n"):
            line = process.stdout.readline()
            assert line, f"the demo ended with {process.wait(10)}:\n{printed}"
            printed += line
        address = re.search(r"http://[\d.:]+", printed)
        assert address is not None
        links = re.findall(r"^\s+(\w+),.*?(http\S+)$", printed, re.MULTILINE)
        yield Demo(address[0], dict(links))
        process.terminate()
        process.wait(10)


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
def open_page(browser: Browser, demo: Demo) -> Iterator[Open]:
    """Return what opens a page in a window of its own.

    A page that logs an error fails the test that opened it.
    """
    errors: list[str] = []
    contexts = []

    def opened(
        path: str = DOCUMENT,
        *,
        width: int = 1280,
        scheme: Scheme = "light",
        script: bool = True,
        signed_in: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            java_script_enabled=script,
            locale="de-DE",
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if signed_in:
            page.goto(demo.links["citizen"])
            page.click("main button[type=submit]")
        page.goto(demo.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
