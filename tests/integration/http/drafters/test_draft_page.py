"""The draft's pages: begin, edit, rearrange, and what happens when two edit at once."""

import re
from html import unescape

import pytest

from docservice.services import publishing
from docservice.services.drafting import Draft, open_draft
from docservice.services.publishing import NewText
from tests.factories import NOW, contents
from tests.integration.http.drafters.office import TEXTS, Office

pytestmark = pytest.mark.integration


def _begin(office: Office) -> Draft:
    office.post("draft/begin", {})
    return _draft(office)


def _draft(office: Office) -> Draft:
    return office.site.store.read_now(open_draft, office.drafter, office.slug)


def _seen(draft: Draft, index: int) -> dict[str, str]:
    content = draft.revision.paragraphs[index].content
    return {"version": str(draft.head.version), "sha256": content.sha256}


def _path(draft: Draft, index: int) -> str:
    return f"draft/p/{draft.revision.paragraphs[index].id}"


def test_a_draft_begins_as_a_copy_of_the_newest_revision(office: Office) -> None:
    assert "Noch ist kein Entwurf begonnen." in office.get("draft")

    draft = _begin(office)

    page = office.get("draft")
    assert "Der Entwurf ist begonnen." in page
    assert draft.revision.texts == tuple(text.removeprefix("# ") for text in TEXTS)


def test_no_two_revisions_have_one_name(office: Office) -> None:
    store, texts = office.site.store, [*TEXTS[:4], "Wälder."]
    text = NewText(label="Entwurf 1", contents=contents(*texts))
    found = store.read_now(publishing.assess_text, office.drafter, office.slug, text)
    store.write_now(publishing.publish, office.drafter, found, now=NOW)
    draft = _begin(office)

    form = {"version": draft.head.version, "label": "Entwurf 1", "note": ""}
    refused = office.post("draft/describe", form)

    assert found.draft.label == "Entwurf 1 (2)"
    assert refused.status_code == 422
    assert "den noch keine Fassung trägt" in unescape(refused.text)


def test_a_second_beginning_changes_nothing(office: Office) -> None:
    before = _begin(office)

    assert office.post("draft/begin", {}).status_code == 303

    assert _draft(office).head.id == before.head.id


def test_a_paragraph_is_edited_as_markdown(office: Office) -> None:
    draft = _begin(office)
    key = office.comment("hundert Kilometer")
    form = office.get(_path(draft, 1))
    assert TEXTS[1] in form
    assert key in form

    sent = office.post(
        _path(draft, 1), _seen(draft, 1) | {"source": "Die Stadt baut **sofort**."}
    )

    assert sent.status_code == 303
    content = _draft(office).revision.paragraphs[1].content
    assert content.text == "Die Stadt baut sofort."
    assert [mark.kind for mark in content.marks] == ["strong"]
    assert "Bearbeitet" in office.get("draft")


def test_a_blank_line_splits_a_paragraph(office: Office) -> None:
    draft = _begin(office)

    office.post(_path(draft, 1), _seen(draft, 1) | {"source": "Eins.\n\nZwei."})

    after = _draft(office).revision
    assert after.texts[1:3] == ("Eins.", "Zwei.")
    assert after.paragraphs[1].id == draft.revision.paragraphs[1].id


def test_deleting_is_asked_for_first(office: Office) -> None:
    draft = _begin(office)
    empty = _seen(draft, 2) | {"source": "  "}

    asked = office.post(_path(draft, 2), empty)
    assert asked.status_code == 200
    assert "Ja, diesen Absatz streichen" in asked.text
    assert len(_draft(office).revision.paragraphs) == len(TEXTS)

    done = office.post(_path(draft, 2), empty | {"delete": "yes"})
    assert done.status_code == 303
    assert TEXTS[2] not in _draft(office).revision.texts


def test_a_paragraph_is_inserted_after_another(office: Office) -> None:
    draft = _begin(office)

    office.post(f"{_path(draft, 2)}/insert", _seen(draft, 2) | {"source": "Neu."})

    assert _draft(office).revision.texts[3] == "Neu."


def test_an_empty_insertion_is_refused(office: Office) -> None:
    draft = _begin(office)

    sent = office.post(f"{_path(draft, 2)}/insert", _seen(draft, 2) | {"source": ""})

    assert sent.status_code == 422
    assert len(_draft(office).revision.paragraphs) == len(TEXTS)


def test_paragraphs_move_up_and_down(office: Office) -> None:
    draft = _begin(office)
    seen = re.findall(r'name="up" value="([^"]+)"', office.get("draft"))[2]

    moved = office.post("draft/move", {"version": "1", "up": seen})

    assert moved.status_code == 303
    after = _draft(office).revision.texts
    assert after[1:3] == (TEXTS[2], TEXTS[1])
    assert draft.revision.texts != after


def test_the_first_paragraph_offers_no_way_up_and_the_last_none_down(
    office: Office,
) -> None:
    _begin(office)

    page = office.get("draft")

    for name, closed in (("up", 0), ("down", len(TEXTS) - 1)):
        buttons = re.findall(rf'<button[^>]* name="{name}"[^>]*>', page)
        assert [" disabled" in each for each in buttons] == [
            index == closed for index in range(len(TEXTS))
        ]


def test_a_table_that_is_none_any_more_is_told(office: Office) -> None:
    draft = _begin(office)
    table = "| Jahr | Ziel |\n|---|---|\n| 2030 | 100 km |"
    office.post(f"{_path(draft, 1)}/insert", _seen(draft, 1) | {"source": table})
    draft = _draft(office)
    assert draft.revision.paragraphs[2].content.kind == "table"

    wider = office.post(
        _path(draft, 2), _seen(draft, 2) | {"source": f"{table}\n| 2035 | 200 km |"}
    )
    draft = _draft(office)
    lost = office.post(
        _path(draft, 2), _seen(draft, 2) | {"source": "| Jahr | Ziel\n2030, 100 km"}
    )

    assert "draft_saved" in wider.headers["set-cookie"]
    assert "table_lost" in lost.headers["set-cookie"]
    assert "was eine Tabelle war" in office.get("draft")


def test_a_draft_is_called_as_the_revision_before_and_counted_on(
    office: Office,
) -> None:
    assert _begin(office).head.label == "Entwurf 2"


def test_the_other_persons_words_and_ones_own_are_both_shown(office: Office) -> None:
    draft = _begin(office)
    seen = _seen(draft, 1)
    office.post(_path(draft, 1), seen | {"source": "Ihre Worte hier."})

    sent = office.post(_path(draft, 1), seen | {"source": "Meine Worte hier."})

    page = unescape(sent.text)
    assert sent.status_code == 412
    assert "Meine Worte hier.</textarea>" in page
    assert "Es wurde nichts überschrieben" in page
    assert "<del>" in page
    assert _draft(office).revision.texts[1] == "Ihre Worte hier."
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    sha256 = re.findall(r'name="sha256" value="(\w+)"', page)[0]
    again = office.post(
        _path(draft, 1),
        {"version": version, "sha256": sha256, "source": "Meine Worte hier."},
    )
    assert again.status_code == 303


def test_label_and_note_are_kept_for_the_next_revision(office: Office) -> None:
    draft = _begin(office)

    office.post(
        "draft/describe",
        {"version": draft.head.version, "label": "Entwurf 2", "note": "Kürzer."},
    )

    head = _draft(office).head
    assert (head.label, head.note) == ("Entwurf 2", "Kürzer.")


def test_a_stale_label_stays_in_the_form(office: Office) -> None:
    _begin(office)

    sent = office.post(
        "draft/describe", {"version": "99", "label": "Mein Name", "note": ""}
    )

    assert sent.status_code == 412
    assert 'value="Mein Name"' in sent.text


def test_a_draft_is_discarded(office: Office) -> None:
    _begin(office)

    assert office.post("draft/discard", {}).status_code == 303

    assert "Noch ist kein Entwurf begonnen." in office.get("draft")


def test_the_draft_speaks_english_too(office: Office) -> None:
    _begin(office)

    page = office.client.get(f"/en/d/{office.slug}/draft").text

    assert "See what publishing would do" in page
    assert "Bearbeiten" not in page
