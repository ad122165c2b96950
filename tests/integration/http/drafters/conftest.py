"""Every test of the drafters' pages gets a text of its own."""

from collections.abc import Callable
from itertools import count

import pytest

from tests import factories
from tests.integration.http.drafters.office import TEXTS, Office, session_of
from tests.serving import Site

_numbers = count()


@pytest.fixture
def office_with(site: Site) -> Callable[..., Office]:
    """Return what makes a text in a process with this gate."""

    def make(gate: str, *, final: bool = False, four_eyes: bool = False) -> Office:
        store, slug = site.store, f"arbeit-{next(_numbers)}"
        drafter = factories.actor(store, "drafter", "Jana")
        within = factories.process(
            store,
            gate=gate,
            final=final,
            four_eyes=four_eyes,
            slug=f"verfahren-{slug}",
        )
        factories.document(store, TEXTS, slug=slug, drafter=drafter, within=within)
        citizen = factories.actor(store, "citizen", "Rike")
        return Office(site, slug, drafter, citizen, session_of(site, drafter))

    return make


@pytest.fixture
def office(office_with: Callable[..., Office]) -> Office:
    """Return a text in a process that only advises before publishing."""
    return office_with("advise")
