"""The preview tells what became of each paragraph as the comparison does."""

import pytest

from docservice.services import drafting
from docservice.services.publishing import NewText
from tests import factories
from tests.integration.http.drafters.office import session_of
from tests.integration.http.lineage_cases import CASES, FOUR, ONE, TWO, Case
from tests.integration.http.rows import told_rows
from tests.serving import Site
from versions.paragraph import Content, Mark

ROW = "preview-row"


def preview_of(
    site: Site, slug: str, old: tuple[Content, ...], new: tuple[Content, ...]
) -> str:
    drafter = factories.actor(site.store, "drafter")
    factories.document(site.store, [c.text for c in old], slug=slug, drafter=drafter)
    text = NewText(label="Entwurf 2", contents=new)
    site.store.write_now(drafting.begin, drafter, slug, now=factories.NOW, new=text)
    answer = session_of(site, drafter).get(f"/de/d/{slug}/draft/preview?show=all")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("name", CASES)
def test_each_thing_that_may_become_of_a_paragraph_is_told(
    site: Site, name: str
) -> None:
    case: Case = CASES[name]
    slug = "fall-" + "".join(letter for letter in name if letter.isalpha())
    found = told_rows(
        preview_of(
            site, slug, factories.contents(*case.old), factories.contents(*case.new)
        ),
        ROW,
    )
    changed = [row for row in found if row[1] != ("Unverändert",)]
    assert changed == [(row.name, row.badges, row.ways) for row in case.rows]


def test_what_only_looks_other_is_told_apart(site: Site) -> None:
    old = factories.contents(ONE, TWO, FOUR)
    new = (old[0], Content("paragraph", TWO, marks=(Mark(4, 9, "strong"),)), old[2])
    page = preview_of(site, "nur-fett", old, new)
    assert [row[1] for row in told_rows(page, ROW)][1] == ("Nur Formatierung",)
    assert "neu formatiert: fett" in page
