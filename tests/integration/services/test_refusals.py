"""What is refused by every way in, pages and programs alike."""

import pytest

from docservice.db.store import Store
from docservice.services import annotate, publishing
from docservice.services.annotate import Edit
from docservice.services.drafting import begin
from docservice.services.errors import Conflict, Invalid
from docservice.services.process_file import read_process_file
from docservice.services.publishing import NewDocument, NewText
from tests import factories
from tests.factories import NOW, contents

pytestmark = pytest.mark.integration


def test_a_wording_that_stands_there_already_is_no_proposal(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    fields: dict[str, object] = {"motivation": "editing", "body": ""}
    with pytest.raises(Invalid, match="says already"):
        factories.annotation(
            store, drafter, "Absatz", fields=fields | {"replacement": " Absatz "}
        )
    made = factories.annotation(
        store, drafter, "Absatz", fields=fields | {"replacement": "Satz"}
    )

    with pytest.raises(Invalid, match="says already"):
        store.write_now(
            annotate.edit, drafter, made.id, Edit("", "Absatz", None), now=NOW
        )


def test_a_text_is_in_a_language_that_there_are_pages_in(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    new = NewDocument(
        slug="neu", title="Neu", lang="xx", label="1", contents=contents("Ein Satz.")
    )
    with pytest.raises(Invalid, match="lang is one of de, en"):
        store.write_now(publishing.create_document, drafter, new, now=NOW)
    with pytest.raises(Invalid, match="lang") as refused:
        read_process_file('slug = "neu"\ntitle = "Neu"\nlang = "fr"\n')
    assert refused.value.field == "lang"


def test_a_text_is_assessed_while_a_draft_is_open_but_not_published(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    store.write_now(begin, drafter, "rahmen", now=NOW)
    text = NewText(label="", contents=contents("Ein Satz."))

    found = store.read_now(publishing.assess_text, drafter, "rahmen", text)

    assert found.draft.texts == ("Ein Satz.",)
    with pytest.raises(Conflict, match="draft of the next revision is open"):
        store.write_now(publishing.publish, drafter, found, now=NOW)


def test_what_its_author_withdrew_no_moderator_restores(store: Store) -> None:
    citizen = factories.actor(store, "citizen")
    moderator = factories.actor(store, "moderator")
    factories.document(store, ["Ein Absatz."])
    remark = factories.annotation(store, citizen, "Absatz")
    said = store.write_now(annotate.reply, citizen, remark.id, "Hm.", now=NOW)
    store.write_now(annotate.set_reply_state, citizen, said.id, "withdrawn", now=NOW)

    with pytest.raises(Conflict, match="withdrawn this reply"):
        store.write_now(
            annotate.set_reply_state, moderator, said.id, "visible", now=NOW
        )
