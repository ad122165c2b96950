"""Help and the statement on accessibility, in both languages."""

import pytest

from tests.integration.http.public.markup import links, page, words
from tests.serving import Site


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/de/help", ["Mit der Maus", "Auf Telefon und Tablet", "Ohne JavaScript"]),
        ("/en/help", ["With the mouse", "On phone and tablet", "Without JavaScript"]),
        ("/de/accessibility", ["Was geprüft wurde", "Was noch nicht geprüft wurde"]),
        ("/en/accessibility", ["What was tested", "What was not tested yet"]),
    ],
)
def test_the_page_speaks_the_language_of_its_address(
    site: Site, path: str, expected: list[str]
) -> None:
    found = page(site, path)
    assert f'<html lang="{path[1:3]}">' in found
    for text in expected:
        assert text in words(found)


def test_every_place_on_the_help_page_exists(site: Site) -> None:
    found = page(site, "/de/help")
    anchors = [href[1:] for href in links(found) if href.startswith("#")]
    assert len(anchors) > 6
    assert all(f'id="{anchor}"' in found for anchor in anchors)


def test_every_page_leads_to_help_and_accessibility(site: Site) -> None:
    assert {"/en/help", "/en/accessibility"} <= set(links(page(site, "/en/")))
