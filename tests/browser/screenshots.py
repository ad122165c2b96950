"""Photograph every page for people to look at: `python -m tests.browser.screenshots OUT`.

Takes all places at four widths in light, and at the outer ones in dark and in forced
colours. With `--readme` it takes the two pictures of the README instead.
"""

import argparse
from pathlib import Path

from playwright.sync_api import FloatRect, Page, ViewportSize

from tests.browser.places import PLACES, Place, mark_words, prepare
from tests.browser.studio import studio
from tests.browser.windows import Scheme, Windows

LOOKS: tuple[tuple[int, Scheme], ...] = (
    *((width, "light") for width in (320, 390, 768, 1280)),
    *((width, "dark") for width in (390, 1280)),
    *((width, "forced") for width in (390, 1280)),
)
IMAGES = Path(__file__).parents[2] / "docs/images"
MOST_HEIGHT_PX = 4000  # beyond, a page repeats itself


def take_all(windows: Windows, folder: Path, wanted: str) -> None:
    """Photograph all places whose name begins with `wanted`."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES:
        if not place.name.startswith(wanted):
            continue
        for width, scheme in LOOKS:
            page = windows.open("/de/help", role=place.role, width=width, scheme=scheme)
            place.show(page, windows.town)
            photograph(page, folder / f"{place.name}-{width}-{scheme}.png")
            page.context.close()
        print(place.name, flush=True)


def photograph(page: Page, file: Path) -> None:
    """Photograph a page as far down as it makes sense; dialogs as they stand."""
    page.wait_for_load_state("networkidle")
    if page.locator("dialog[open]").count():
        page.screenshot(path=file)
        return
    size = page.viewport_size or {"width": 1280, "height": 900}
    clip = FloatRect(x=0, y=0, width=size["width"], height=MOST_HEIGHT_PX)
    page.screenshot(path=file, full_page=True, clip=clip)


def take_for_readme(windows: Windows, folder: Path) -> None:
    """Take the reading page with words marked, and the trace of a comment."""
    folder.mkdir(parents=True, exist_ok=True)
    reading = Place("reading", "/d/{slug}", "citizen", mark_words)
    trace = next(place for place in PLACES if place.name == "comment")
    for name, place, height in (("reading", reading, 860), ("trace", trace, 1700)):
        page = windows.open("/de/help", role=place.role)
        page.set_viewport_size(ViewportSize(width=1280, height=height))
        place.show(page, windows.town)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png")


def main() -> None:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=IMAGES)
    parser.add_argument("--readme", action="store_true", help="its two pictures only")
    parser.add_argument("--only", default="", help="places whose name begins so")
    asked = parser.parse_args()
    with studio() as windows:
        prepare(windows.town)
        if asked.readme:
            take_for_readme(windows, asked.out)
        else:
            take_all(windows, asked.out, asked.only)


if __name__ == "__main__":
    main()
