"""Drafts kept under a name: kept as they were, looked at, and gone back to."""

import re
from collections.abc import Callable

import pytest

from docservice.access import open_document
from docservice.db.anchors import anchors_in
from docservice.services.drafting import Draft, open_draft
from tests.integration.http.drafters.office import TEXTS, Office

pytestmark = pytest.mark.integration


def _begin(office: Office) -> Draft:
    office.post("draft/begin", {})
    return _draft(office)


def _draft(office: Office) -> Draft:
    return office.site.store.read_now(open_draft, office.drafter, office.slug)


def _rewrite(office: Office, index: int, words: str) -> None:
    draft = _draft(office)
    paragraph = draft.revision.paragraphs[index]
    office.post(
        f"draft/p/{paragraph.id}",
        {
            "version": draft.head.version,
            "sha256": paragraph.content.sha256,
            "source": words,
            "delete": "yes",
        },
    )


def _saved(office: Office, name: str) -> str:
    listed = office.get("draft/saved")
    found = re.search(rf"draft/saved/([\w-]+)\"><b>{name}</b>", listed)
    assert found, listed
    return found[1]


def test_a_draft_is_kept_as_it_was(office: Office) -> None:
    _begin(office)
    assert office.post("draft/saved", {"name": " Vor dem Termin "}).status_code == 303
    _rewrite(office, 1, "Die Stadt baut **sofort**.")
    _rewrite(office, 2, "")

    page = office.get(f"draft/saved/{_saved(office, 'Vor dem Termin')}")

    assert TEXTS[2] in page
    assert "Steht nicht mehr im Entwurf" in page
    assert "Aufbewahrt von Jana" in page
    assert re.search(r"<ins>.*sofort", page)


def test_going_back_is_an_edit_that_can_be_undone(office: Office) -> None:
    before = _begin(office)
    office.post("draft/saved", {"name": "Anfang"})
    _rewrite(office, 1, "Die Stadt baut sofort.")
    changed = _draft(office)

    sent = office.post(f"draft/saved/{_saved(office, 'Anfang')}/restore", {})

    assert sent.status_code == 303
    after = _draft(office)
    assert after.revision.paragraphs == before.revision.paragraphs
    assert after.head.version > changed.head.version
    earlier = _saved(office, "Vor der Rückkehr zu „Anfang“")
    office.post(f"draft/saved/{earlier}/restore", {})
    assert _draft(office).revision.texts == changed.revision.texts


def test_going_back_harms_no_comment(office: Office) -> None:
    key = office.comment("hundert Kilometer")
    _begin(office)
    office.post("draft/saved", {"name": "Anfang"})
    _rewrite(office, 1, "")
    office.post(f"draft/saved/{_saved(office, 'Anfang')}/restore", {})
    version = _draft(office).head.version

    sent = office.post("draft/preview/publish", {"label": "Neu", "version": version})

    assert sent.status_code == 303, sent.text
    opened = office.site.store.read_now(open_document, office.drafter, office.slug)
    document = opened.document.id
    anchors = office.site.store.read_now(anchors_in, document, 2, [key])
    assert anchors[key].anchor.verdict == "kept"


def test_what_was_kept_outlives_a_discarded_draft(office: Office) -> None:
    _begin(office)
    _rewrite(office, 1, "Die Stadt baut sofort.")
    office.post("draft/saved", {"name": "Kühn"})
    office.post("draft/discard", {})

    assert "1 früher aufbewahrter Zwischenstand" in office.get("draft")
    office.post(f"draft/saved/{_saved(office, 'Kühn')}/restore", {})

    assert _draft(office).revision.texts[1] == "Die Stadt baut sofort."


def test_a_name_is_asked_for(office: Office) -> None:
    _begin(office)

    for name in ("", "  ", "x" * 121):
        sent = office.post("draft/saved", {"name": name})
        assert sent.status_code == 422
        assert "höchstens 120 Zeichen" in sent.text


def test_another_documents_kept_draft_is_not_found(
    office: Office, office_with: Callable[[str], Office]
) -> None:
    _begin(office)
    office.post("draft/saved", {"name": "Anfang"})
    saved = _saved(office, "Anfang")
    other = office_with("advise")

    for answer in (
        other.client.get(f"{other.path}/draft/saved/{saved}"),
        other.post(f"draft/saved/{saved}/restore", {}),
    ):
        assert answer.status_code == 404


def test_the_list_is_paged(office: Office) -> None:
    _begin(office)
    for number in range(21):
        office.post("draft/saved", {"name": f"Stand {number}"})

    def page(number: int) -> str:
        path = f"{office.path}/draft/saved"
        return office.client.get(path, params={"page": number}).text

    assert "<b>Stand 20</b>" in page(1)
    assert "<b>Stand 0</b>" not in page(1)
    assert "<b>Stand 0</b>" in page(2)
    assert "<b>Stand 0</b>" in page(99)
