"""Two drafters give reasons in the preview at once: nobody's words are replaced unseen."""

import re
from html import unescape

import httpx
import pytest

from docservice.services import answering, requests
from docservice.services.assessment import DraftChange
from docservice.services.causes import Decision, Reason, decide
from docservice.services.errors import Stale
from docservice.services.previewed import preview
from tests import factories
from tests.factories import NOW
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import TEXTS, Office, session_of

pytestmark = pytest.mark.integration
CAUSES = "draft/preview/causes"
DECIDED = "Rat der Stadt, 3. November 2026"


@pytest.fixture
def colleague(office: Office) -> httpx.Client:
    """Return the client of another drafter."""
    return session_of(office.site, factories.actor(office.site.store, "drafter", "Q"))


def _form(page: str) -> dict[str, object]:
    return dict(fields_of(page, CAUSES))


def _keys(form: dict[str, object]) -> list[str]:
    keys = form["key"]
    assert isinstance(keys, list)
    return keys


def _two_changes(office: Office) -> None:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.edit(4, TEXTS[4].replace("Winter", "Sommer"))


def _changes(office: Office) -> tuple[DraftChange, ...]:
    return office.site.store.read_now(preview, office.drafter, office.slug).changes


def test_a_reason_that_came_meanwhile_stays_where_its_change_was_not_touched(
    office: Office, colleague: httpx.Client
) -> None:
    _two_changes(office)
    mine = _form(office.get("draft/preview"))
    theirs = _form(colleague.get(f"{office.path}/draft/preview").text)
    first, second = _keys(mine)
    mine |= {f"cause-{first}": "decision", f"note-{first}": DECIDED}
    theirs |= {f"cause-{second}": "editorial"}

    office.post(CAUSES, mine)
    sent = colleague.post(f"{office.path}/{CAUSES}", data=theirs)

    assert sent.status_code == 303
    assert [(each.cause, each.note) for each in _changes(office)] == [
        ("decision", DECIDED),
        ("editorial", ""),
    ]


def test_a_link_that_came_meanwhile_from_the_desk_stays(office: Office) -> None:
    key = office.comment("2030")
    _two_changes(office)
    form = _form(office.get("draft/preview"))
    first, second = _keys(form)
    request = requests.answer(
        {"outcome": "accepted", "reason": "Gern.", "changes": [first]}
    )
    office.site.store.write_now(answering.answer, office.drafter, key, request, now=NOW)

    office.post(CAUSES, form | {f"cause-{second}": "editorial"})

    assert [each.confirmed for each in _changes(office)] == [(key,), ()]


def test_what_both_changed_is_shown_with_both_reasons_before_one_replaces_the_other(
    office: Office, colleague: httpx.Client
) -> None:
    _two_changes(office)
    theirs = _form(colleague.get(f"{office.path}/draft/preview").text)
    first, second = _keys(theirs)
    theirs |= {f"cause-{first}": "editorial", f"note-{first}": "Nur Stil."}
    theirs |= {f"cause-{second}": "ideas"}
    mine = _form(office.get("draft/preview"))
    mine |= {f"cause-{first}": "decision", f"note-{first}": DECIDED}
    office.post(CAUSES, mine)

    refused = colleague.post(f"{office.path}/{CAUSES}", data=theirs)
    between = [(each.cause, each.note) for each in _changes(office)]
    again = colleague.post(f"{office.path}/{CAUSES}", data=_form(refused.text))

    page = unescape(refused.text)
    assert refused.status_code == 412
    assert f"durch Beschluss. „{DECIDED}“" in page
    assert 'value="Nur Stil."' in page
    assert between == [("decision", DECIDED), (None, "")]
    assert again.status_code == 303
    assert [(each.cause, each.note) for each in _changes(office)] == [
        ("editorial", "Nur Stil."),
        ("ideas", ""),
    ]


def test_a_refused_form_keeps_what_it_showed_in_mind(
    office: Office, colleague: httpx.Client
) -> None:
    _two_changes(office)
    theirs = _form(colleague.get(f"{office.path}/draft/preview").text)
    first, _ = _keys(theirs)
    theirs |= {f"cause-{first}": "decision", f"note-{first}": ""}
    refused = _form(colleague.post(f"{office.path}/{CAUSES}", data=theirs).text)
    mine = _form(office.get("draft/preview"))
    office.post(CAUSES, mine | {f"cause-{first}": "editorial"})

    sent = colleague.post(
        f"{office.path}/{CAUSES}", data=refused | {f"note-{first}": "Senat"}
    )

    assert sent.status_code == 412
    assert _changes(office)[0].cause == "editorial"


def test_a_reason_stored_between_look_and_write_is_not_replaced(office: Office) -> None:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    store, (change,) = office.site.store, _changes(office)
    decide_as = (office.drafter, office.slug)
    store.write_now(decide, *decide_as, Decision(change.key, "ideas", "", ()), now=NOW)
    known = Reason(None, "", frozenset())

    with pytest.raises(Stale):
        store.write_now(
            decide,
            *decide_as,
            Decision(change.key, "editorial", "", (), known),
            now=NOW,
        )


def test_among_those_without_a_reason_one_that_got_it_meanwhile_is_shown(
    office: Office, colleague: httpx.Client
) -> None:
    _two_changes(office)
    page = colleague.get(f"{office.path}/draft/preview", params={"show": "open"}).text
    theirs = _form(page)
    first, _ = _keys(theirs)
    office.post(
        CAUSES, _form(office.get("draft/preview")) | {f"cause-{first}": "ideas"}
    )

    refused = colleague.post(
        f"{office.path}/{CAUSES}",
        data=theirs | {f"cause-{first}": "editorial", f"note-{first}": "Nur Stil."},
    )

    assert refused.status_code == 412
    assert "wegen gesammelter Ideen</p>" in refused.text
    assert 'value="Nur Stil."' in refused.text
    row = re.findall(r'<p class="cluster"><a href="#(row-\d+)">Absatz 1<', refused.text)
    assert f'id="{row[0]}"' in refused.text
