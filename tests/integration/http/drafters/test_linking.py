"""The desk links a comment with the changes of the open draft."""

import re
from collections.abc import Sequence
from html import unescape

import pytest
from sqlalchemy import Connection

from docservice.access import NotFound
from docservice.db import changes, documents
from docservice.db.changes import StoredChange
from docservice.db.events import Unit
from docservice.services import answering, drafting, requests
from docservice.services.assessment import DraftChange
from docservice.services.causes import Decision, decide
from docservice.services.drafting import Spot, open_draft
from docservice.services.previewed import preview
from tests import factories
from tests.factories import NOW, contents
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import TEXTS, Office

pytestmark = pytest.mark.integration

ACCEPTED = {"outcome": "accepted", "reason": "Gern.", "state": "decided"}


def _offered(office: Office, key: str) -> list[tuple[str, bool]]:
    """Return the names of the changes that the desk offers, and which are ticked."""
    page = office.get("desk", answer="all", comment=key)
    found = re.findall(r'name="changes" value="([^"]+)"( checked)?', page)
    return [(name, bool(checked)) for name, checked in found]


def _answer(office: Office, key: str, *names: str, version: int = 0) -> int:
    """Answer with these ticked and no others; of the rest the page is believed."""
    page = office.get("desk", answer="all", comment=key)
    form: dict[str, object] = {**fields_of(page, f"desk/c/{key}"), **ACCEPTED}
    form |= {"version": str(version), "changes": list(names)}
    return office.post(f"desk/c/{key}", form).status_code


def _changes(office: Office) -> tuple[DraftChange, ...]:
    return office.site.store.read_now(preview, office.drafter, office.slug).changes


def _unlinked(office: Office) -> tuple[str, ...]:
    found = office.site.store.read_now(preview, office.drafter, office.slug)
    return found.gate.unlinked


def test_changes_of_the_words_come_first_and_the_nearest_after_them(
    office: Office,
) -> None:
    key = office.comment("bis 2030")
    office.edit(4, TEXTS[4].replace("Winter", "Sommer"))
    office.edit(2, TEXTS[2].replace("öfter", "häufiger"))
    office.edit(1, TEXTS[1].replace("2030", "2028"))

    page = unescape(office.get("desk", comment=key))
    by_words = [c.key for c in _changes(office)]

    assert _offered(office, key) == [(each, False) for each in by_words]
    assert "die kommentierten Worte" in page
    assert "2 weitere Änderungen im Entwurf" in page


def test_a_tick_at_the_desk_decides_in_the_preview(office: Office) -> None:
    key = office.comment("bis 2030")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    ((name, _),) = _offered(office, key)

    assert _answer(office, key, name) == 303

    (change,) = _changes(office)
    assert (change.cause, change.confirmed) == ("annotations", (key,))
    assert _unlinked(office) == ()
    assert _offered(office, key) == [(name, True)]


def test_no_tick_any_more_leaves_the_change_open_again(office: Office) -> None:
    key = office.comment("bis 2030")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    ((name, _),) = _offered(office, key)
    _answer(office, key, name)

    _answer(office, key, version=1)

    (change,) = _changes(office)
    assert (change.cause, change.confirmed) == (None, ())
    assert _unlinked(office) == (key,)


def test_a_wording_taken_over_is_ticked_and_can_be_unticked(office: Office) -> None:
    key = office.comment("2030", motivation="editing", replacement="2028")
    other = office.comment("bis 2030", motivation="editing", replacement="bis 2028")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.wrote_for(key, other)
    store = office.site.store
    request = requests.answer(ACCEPTED)
    store.write_now(answering.answer, office.drafter, other, request, now=NOW)
    ((name, is_ticked),) = _offered(office, key)

    _answer(office, key)

    (change,) = _changes(office)
    assert is_ticked
    assert (change.cause, change.confirmed) == ("annotations", (other,))
    assert _offered(office, key) == [(name, False)]


def test_a_change_called_editorial_has_the_comment_as_its_reason(
    office: Office,
) -> None:
    key = office.comment("bis 2030")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    ((name, _),) = _offered(office, key)
    store = office.site.store
    decision = Decision(name, "editorial", "Frist", ())
    store.write_now(decide, office.drafter, office.slug, decision, now=NOW)

    _answer(office, key, name)

    (change,) = _changes(office)
    assert (change.cause, change.note) == ("annotations", "Frist")


def test_a_link_goes_with_its_change_and_the_preview_says_so(office: Office) -> None:
    key = office.comment("bis 2030")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    ((name, _),) = _offered(office, key)
    _answer(office, key, name)

    office.edit(1, TEXTS[1].replace("2030", "2027"))

    (change,) = _changes(office)
    assert (change.cause, change.confirmed) == (None, ())
    assert _unlinked(office) == (key,)
    assert _offered(office, key) == [(change.key, False)]
    assert "Noch offen" in office.get("draft/preview")


def test_a_change_that_is_gone_is_said_and_what_was_typed_stays(
    office: Office,
) -> None:
    key = office.comment("bis 2030")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    ((name, _),) = _offered(office, key)
    office.edit(1, TEXTS[1].replace("2030", "2027"))

    sent = ACCEPTED | {"version": "0", "with_changes": "1", "changes": [name]}
    answer = office.post(f"desk/c/{key}", sent)

    assert answer.status_code == 422
    assert "nicht mehr darin" in answer.text
    assert "Gern." in answer.text
    assert _unlinked(office) == ()


def test_a_bundle_keeps_its_links_and_gets_those_of_the_answer(office: Office) -> None:
    first, second = (
        office.comment("2030", motivation="editing", replacement="2028"),
        office.comment("bis 2030"),
    )
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.edit(2, TEXTS[2].replace("öfter", "häufiger"))
    one, two = (each.key for each in _changes(office))
    _answer(office, second, two)

    sent = ACCEPTED | {"version": "0", "with_changes": "1", "changes": [one]}
    office.post(f"desk/c/{first}", sent | {"also": [f"{second}:1"]})

    linked = {each.key: set(each.confirmed) for each in _changes(office)}
    assert linked == {one: {first, second}, two: {second}}


def test_hunks_of_a_write_that_failed_are_met_by_nobody(office: Office) -> None:
    key, store = office.comment("bis 2030"), office.site.store
    office.edit(2, TEXTS[2].replace("öfter", "häufiger"))
    draft = store.read_now(open_draft, office.drafter, office.slug)
    spot = Spot(office.slug, draft.head.version, draft.revision.paragraphs[1].id)

    def edit_and_fail(unit: Unit) -> None:
        lost = contents(TEXTS[1].replace("2030", "2027"))
        drafting.edit(unit, office.drafter, spot, lost, now=NOW)
        unknown = Decision("none", "editorial", "", ())
        decide(unit, office.drafter, office.slug, unknown, now=NOW)

    with pytest.raises(NotFound):
        store.write_now(edit_and_fail)
    # This edit is given the version that the lost one had.
    office.edit(1, TEXTS[1].replace("2030", "2028"))

    offered = {name for name, _ in _offered(office, key)}
    assert offered == {each.key for each in _changes(office)}


def test_a_published_change_without_a_reason_gets_the_comment(office: Office) -> None:
    key, store = office.comment("bis 2030"), office.site.store
    texts = [TEXTS[0], TEXTS[1].replace("2030", "2028"), *TEXTS[2:]]
    factories.next_revision(store, office.drafter, texts, slug=office.slug)
    (before,) = _published(office)

    request = requests.answer(ACCEPTED | {"changes": [before.id]})
    store.write_now(answering.answer, office.drafter, key, request, now=NOW)

    (after,) = _published(office)
    assert (before.cause, after.cause) == (None, "annotations")
    assert _offered(office, key) == [(before.id, True)]


def _published(office: Office) -> Sequence[StoredChange]:
    def read(connection: Connection) -> Sequence[StoredChange]:
        document = documents.get_document(connection, office.slug)
        assert document is not None
        return changes.changes_to(connection, document.id, 2)

    return office.site.store.read_now(read)
