"""Editing the draft: what others did elsewhere is no conflict, here it is."""

import pytest

from docservice.access import Actor
from docservice.db import draft_texts
from docservice.db.draft_texts import DraftText, Kept, Sources
from docservice.db.store import Store
from docservice.services import causes, drafting
from docservice.services.causes import Decision
from docservice.services.drafting import Draft, Spot
from docservice.services.errors import Invalid, Stale
from docservice.services.previewed import preview
from tests import factories
from tests.factories import NOW, contents

TEXTS = ["# Leitbild", "Der erste Absatz.", "Der zweite Absatz."]


def _begun(store: Store) -> tuple[Actor, Draft]:
    drafter = factories.actor(store, "drafter")
    factories.document(store, TEXTS, drafter=drafter)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)
    return drafter, store.read_now(drafting.open_draft, drafter, "rahmen")


def _spot(draft: Draft, index: int) -> Spot:
    paragraph = draft.revision.paragraphs[index]
    version, sha256 = draft.head.version, paragraph.content.sha256
    return Spot("rahmen", version, paragraph.id, sha256)


def test_two_drafters_edit_different_paragraphs_at_once(store: Store) -> None:
    drafter, draft = _begun(store)

    for index, text in ((1, "Neu eins."), (2, "Neu zwei.")):
        store.write_now(
            drafting.edit, drafter, _spot(draft, index), contents(text), now=NOW
        )

    after = store.read_now(drafting.open_draft, drafter, "rahmen")
    assert after.revision.texts == ("Leitbild", "Neu eins.", "Neu zwei.")


def test_two_drafters_who_edit_the_same_paragraph_notice_each_other(
    store: Store,
) -> None:
    drafter, draft = _begun(store)
    spot = _spot(draft, 1)
    store.write_now(drafting.edit, drafter, spot, contents("Meins."), now=NOW)

    with pytest.raises(Stale):
        store.write_now(drafting.edit, drafter, spot, contents("Ihres."), now=NOW)

    after = store.read_now(drafting.open_draft, drafter, "rahmen")
    assert after.revision.texts[1] == "Meins."


def test_a_new_name_leaves_what_is_known_of_the_words(store: Store) -> None:
    drafter, draft = _begun(store)
    head, paragraph = draft.head, draft.revision.paragraphs[1].id
    known = Sources(kept=(Kept(paragraph, 4, paragraph, 4, 13),))
    store.write_now(
        lambda unit: draft_texts.store_text(
            unit.connection,
            head.document_id,
            DraftText(head.id, head.version, 0, b""),
            known,
            keep=[],
        )
    )

    store.write_now(
        drafting.describe,
        drafter,
        "rahmen",
        head.version,
        label="Zweite Fassung",
        note="",
        now=NOW,
    )

    found = store.read_now(preview, drafter, "rahmen")
    assert found.draft.label == "Zweite Fassung"
    assert found.survivors is not None


def test_a_change_is_answered_to_annotations_of_this_text_only(store: Store) -> None:
    drafter, draft = _begun(store)
    store.write_now(drafting.edit, drafter, _spot(draft, 1), contents("X."), now=NOW)
    factories.document(store, ["Fremder Text."], slug="anderer", drafter=drafter)
    foreign = factories.annotation(store, drafter, "Fremder", slug="anderer").id

    with pytest.raises(Invalid, match=foreign):
        store.write_now(
            causes.decide,
            drafter,
            "rahmen",
            Decision("any", None, "", (foreign,)),
            now=NOW,
        )
