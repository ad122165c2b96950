"""Every page for everybody: axe, narrow windows, dark and forced colours."""

from typing import Final

import pytest

from tests.browser.axe import ALL_RULES, SIZE_RULES, overflow_px, violations
from tests.browser.places import PLACES, Place, prepare
from tests.browser.town import Town
from tests.browser.windows import Scheme, Windows

pytestmark = pytest.mark.browser

LOOKS: Final[tuple[tuple[int, Scheme, str], ...]] = (
    (1280, "light", ALL_RULES),
    (1280, "forced", ALL_RULES),
    (768, "dark", SIZE_RULES),
    (390, "dark", ALL_RULES),
    (320, "light", SIZE_RULES),
)


@pytest.fixture(scope="module", autouse=True)
def _prepared(town: Town) -> None:
    prepare(town)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    windows: Windows, town: Town, place: Place
) -> None:
    windows.expect("403: GET", "404: GET", "410: GET", "422: POST")
    page = windows.open(role=place.role)
    place.show(page, town)
    found = []
    for width, scheme, rules in LOOKS:
        windows.look(page, width, scheme)
        found += [f"{width} {scheme}: {fault}" for fault in violations(page, rules)]
        if over := overflow_px(page):
            found.append(f"{width} {scheme}: {over} px too wide")
    assert not found, "\n".join(found)
