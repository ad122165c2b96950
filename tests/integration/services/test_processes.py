"""Which processes and texts there are, in the order of what one can do now."""

from datetime import timedelta

from annotations.phase import Phase, PhaseKind
from docservice.access import ANONYMOUS
from docservice.db.documents import NewProcess, Stage, insert_process
from docservice.db.store import Store
from docservice.services.processes import PER_PAGE, Overview, list_all
from tests import factories
from tests.factories import NOW

DAY = timedelta(days=1)


def announce(store: Store, slug: str, *phases: tuple[PhaseKind, int, int]) -> None:
    """Announce a process; its phases run from one day to another, counted from now."""
    stage = Stage(
        "", tuple(Phase(k, k, NOW + a * DAY, NOW + b * DAY) for k, a, b in phases)
    )
    new = NewProcess(
        slug=slug, title=slug, summary="", lang="de", links={}, stages=(stage,)
    )
    store.write_now(lambda unit: insert_process(unit.connection, new, now=NOW))


def listed(store: Store, page: int = 1) -> Overview:
    return store.read_now(list_all, ANONYMOUS, now=NOW, page=page)


def test_what_takes_comments_comes_first_and_what_is_over_last(store: Store) -> None:
    announce(store, "over", ("commenting", -9, -1))
    announce(store, "ahead", ("commenting", 1, 9))
    announce(store, "drafting", ("drafting", -1, 1), ("commenting", 1, 9))
    announce(store, "commenting", ("commenting", -1, 1))

    found = [figures.process.slug for figures in listed(store).processes]
    assert found == ["commenting", "drafting", "ahead", "over"]


def test_a_phase_is_over_at_the_moment_at_which_it_ends(store: Store) -> None:
    announce(store, "ends-now", ("commenting", -1, 0))
    announce(store, "begins-now", ("commenting", 0, 1))

    found = [figures.process.slug for figures in listed(store).processes]
    assert found == ["begins-now", "ends-now"]


def test_long_lists_are_paged_processes_before_single_texts(store: Store) -> None:
    for number in range(PER_PAGE - 1):
        announce(store, f"verfahren-{number}", ("commenting", -1, 1))
    drafter = factories.actor(store, "drafter")
    for slug in ("aaa", "bbb", "ccc"):
        factories.document(store, ["Ein Satz."], slug=slug, drafter=drafter)

    first, second = listed(store, 1), listed(store, 2)
    assert len(first.processes) == PER_PAGE - 1
    assert [d.document.slug for d in first.documents] == ["aaa"]
    assert not second.processes
    assert [d.document.slug for d in second.documents] == ["bbb", "ccc"]
    assert first.total == second.total == PER_PAGE + 2
    assert not listed(store, 3).documents


def test_documents_of_a_process_are_counted_with_their_comments(store: Store) -> None:
    within = factories.process(store)
    factories.document(store, ["Ein ganzer Satz."], within=within)
    citizen = factories.actor(store, "citizen")
    factories.annotation(store, citizen, "ganzer")

    (process,) = listed(store).processes
    (document,) = process.documents
    assert (document.comments, document.answered) == (1, 0)
    assert not listed(store).documents
