"""The browser that the tests drive: find one, or install it.

`make chromium` runs this file. Playwright's own build is tried first; where its
download server cannot be reached, the system's package manager brings Chromium.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.packages import install_package, succeeds

# Debian and Fedora, Ubuntu, Google's own package.
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")

# Root, as in a container, cannot have the sandbox; the rest keeps the browser from
# calling its maker's servers in the background.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

DOWNLOAD_LIMIT_S = 300  # about 170 MB


def find_chromium() -> Path | None:
    """Return the program of an installed Chromium, or None if there is none."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        return own
    found = (shutil.which(name) for name in SYSTEM_NAMES)
    return next((Path(program) for program in found if program), None)


def install_chromium() -> bool:
    """Install Chromium, by Playwright or else by apt; return whether it worked."""
    print(
        "Installing Chromium for the browser tests: about 170 MB, "
        "usually one to three minutes.",
        flush=True,
    )
    # Without an answer in 10 s the server counts as unreachable.
    environment = {**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    download = [sys.executable, "-m", "playwright", "install", "chromium"]
    if succeeds(download, environment, DOWNLOAD_LIMIT_S):
        return True
    print(
        "Playwright's download is unreachable; taking the system's package "
        "(apt-get install chromium), up to five minutes.",
        flush=True,
    )
    return install_package("chromium")


def main() -> None:
    """Make sure that there is a Chromium, or say how to get one."""
    if find_chromium() or (install_chromium() and find_chromium()):
        return
    sys.exit("No Chromium could be installed; install the package `chromium` by hand.")


if __name__ == "__main__":
    main()
