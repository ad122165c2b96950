"""Windows of people who use the service; none of them may show a fault."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)

from docservice.db.people import Role
from tests.browser.town import Town

WAIT_MS = 20_000  # for anything that a test waits for; far more than it takes
expect.set_options(timeout=WAIT_MS)
FIRST_ERROR_STATUS = 400
# What the browser itself reports of a page that is left while it still loads.
LEFT = "net::ERR_ABORTED"
# Colours fade into each other; a page is looked at when they have.
SETTLE = """() => document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
  .forEach(each => each.finish())"""

Scheme = Literal["light", "dark", "forced"]


def colours(scheme: Scheme) -> Literal["light", "dark"]:
    """Return what the browser says about light and dark."""
    return "dark" if scheme == "dark" else "light"


def forced(scheme: Scheme) -> Literal["active", "none"]:
    """Return what the browser says about the colours of its user's own."""
    return "active" if scheme == "forced" else "none"


@dataclass  # without slots: Playwright keeps what it needs on the owner of a listener
class Windows:
    """Opens windows, each with cookies and storage of its own.

    `faults` are errors in consoles (a breach of the Content-Security-Policy is one),
    errors of scripts, requests that failed and responses that refused; those that a
    test provokes are named in `expected`, by a part of their text.
    """

    browser: Browser
    town: Town
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        path: str | None = None,
        *,
        role: Role | None = None,
        name: str = "",
        width: int = 1280,
        scheme: Scheme = "light",
        script: bool = True,
        touch: bool = False,
    ) -> Page:
        """Return a page on a path of the service, by default the sample text.

        With a `role` somebody of the sample process is signed in, with a `name` too
        somebody new, otherwise nobody.
        """
        context = self.browser.new_context(
            base_url=self.town.address,
            viewport={"width": width, "height": 900},
            color_scheme=colours(scheme),
            forced_colors=forced(scheme),
            java_script_enabled=script,
            has_touch=touch,
            locale="de-DE",
        )
        context.set_default_timeout(WAIT_MS)
        self._contexts.append(context)
        self._listen(context)
        if role is not None:
            link = self.town.link(role, name)
            context.request.post(link, form={"next": ""}, fail_on_status_code=True)
        page = context.new_page()
        page.goto(path or f"/de/d/{self.town.slug}")
        return page

    def look(self, page: Page, width: int, scheme: Scheme) -> None:
        """Look at an open page in a window of another width, in other colours."""
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours(scheme), forced_colors=forced(scheme))
        page.evaluate(SETTLE)

    def expect(self, *parts: str) -> None:
        """Name faults that the test provokes."""
        self.expected += parts

    def close(self) -> Sequence[str]:
        """Close all windows; return the faults that nobody expected."""
        for context in self._contexts:
            context.close()
        return [
            fault
            for fault in self.faults
            if not any(part in fault for part in self.expected)
        ]

    def _listen(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.faults.append(f"{error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused response is told by its address, in `_answered`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"{request.failure}: {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= FIRST_ERROR_STATUS:
            said = f"{response.status}: {response.request.method} {response.url}"
            self.faults.append(said)
