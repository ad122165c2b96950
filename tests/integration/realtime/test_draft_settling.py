"""The live draft, the form, imports and publications are about one text."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx
import pytest
from pycrdt import Awareness, XmlElement, XmlText, create_awareness_message
from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import documents, draft_texts, revisions
from docservice.db.anchors import anchors_in
from docservice.db.draft_texts import Sources
from docservice.db.events import Unit
from docservice.db.store import Store
from docservice.services import drafting as drafts
from docservice.services import publishing
from docservice.services.drafting import Spot, open_draft
from docservice.services.publishing import NewText
from tests import factories
from tests.integration.http.drafters.office import session_of
from tests.integration.realtime.conftest import TEXTS
from tests.serving import Site, serving
from tests.sockets import token_of
from tests.yjs import drafting
from versions.paragraph import Content

pytestmark = pytest.mark.integration
FIRST = "Die Stadt baut bis 2030 hundert Kilometer neue Radwege."


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole service, a drafter's browser, and where the sockets are."""

    store: Store
    who: Actor
    client: httpx.Client
    address: str

    def live(self, **options: Any) -> Any:
        """Join the draft."""
        return drafting(self.address, token_of(self.store, self.who), **options)

    async def get(self, page: str) -> httpx.Response:
        """Load a page of the document."""
        return await asyncio.to_thread(self.client.get, f"/de/d/rahmen/{page}")

    async def post(self, page: str, **fields: object) -> httpx.Response:
        """Send a form."""
        return await asyncio.to_thread(
            self.client.post, f"/de/d/rahmen/{page}", data=fields
        )

    def draft(self) -> list[str]:
        """Return the draft's rows."""
        found = self.store.read_now(open_draft, self.who, "rahmen")
        return [paragraph.text for paragraph in found.revision.paragraphs]

    def head(self) -> Any:
        """Return the draft's head."""
        return self.store.read_now(open_draft, self.who, "rahmen").head

    def sources(self) -> Sources:
        """Return where the words of the draft's rows are from."""
        head = self.head()
        found = self.store.read_now(
            draft_texts.sources_of, head.document_id, head.id, head.version
        )
        assert found is not None
        return found

    def ids(self) -> list[str]:
        """Return the ids of the draft's paragraphs."""
        found = self.store.read_now(open_draft, self.who, "rahmen")
        return [paragraph.id for paragraph in found.revision.paragraphs]

    def edit(self, number: int, text: str, who: Actor | None = None) -> None:
        """Edit a paragraph as the form does."""
        draft = self.store.read_now(open_draft, self.who, "rahmen")
        spot = Spot("rahmen", draft.head.version, draft.revision.paragraphs[number].id)
        contents = (Content("paragraph", text),)
        self.store.write_now(
            drafts.edit, who or self.who, spot, contents, now=factories.NOW
        )

    def edit_at_once(self, number: int, people: Sequence[Actor]) -> None:
        """Let several edit a paragraph, one after the other in one transaction."""
        paragraph = self.ids()[number]

        def edits(unit: Unit) -> None:
            for person in people:
                draft = open_draft(unit.connection, person, "rahmen")
                spot = Spot("rahmen", draft.head.version, paragraph)
                text = f"{draft.revision.paragraphs[number].text} Für alle."
                drafts.edit(
                    unit, person, spot, (Content("paragraph", text),), now=factories.NOW
                )

        self.store.write_now(edits)

    async def publish(self) -> httpx.Response:
        """Take the last step as it was shown."""
        page = await self.get("draft/preview/publish")
        assert page.status_code == 200, page.text
        return await self.post(
            "draft/preview/publish", label="Zweite", version=self.head().version
        )


@pytest.fixture
def desk(store: Store, document: None) -> Iterator[Desk]:
    """Return the service with the document of three paragraphs."""
    who = factories.actor(store, "drafter", "Dora")
    with serving(store) as url:
        site = Site(url, store)
        with site.clients:
            address = url.replace("http", "ws") + "/ws/documents/"
            yield Desk(store, who, session_of(site, who), address)


async def test_what_is_written_live_is_the_draft_that_pages_show(desk: Desk) -> None:
    async with desk.live() as client:
        await client.insert(0, len(b"Die Stadt baut"), " bald")
        await client.settle()
        page = await desk.get("draft")
    assert "Die Stadt baut bald bis 2030" in page.text
    assert desk.draft() == [FIRST.replace("baut", "baut bald"), *TEXTS[1:]]


async def test_only_looking_begins_no_draft(desk: Desk) -> None:
    async with desk.live() as client:
        await client.settle()
        await desk.get("draft")
        assert desk.store.read_now(revisions.get_draft, _document_id(desk)) is None


async def test_an_edit_in_the_form_reaches_those_who_write_live(desk: Desk) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        await desk.get("draft")
        await asyncio.to_thread(desk.edit, 1, "Parks bleiben offen.")
        await client.until(lambda: client.words()[1] == "Parks bleiben offen.")
        assert client.words()[0].startswith("Ja: Die")


async def test_an_edit_in_the_form_merges_with_what_is_typed_meanwhile(
    desk: Desk,
) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        await desk.get("draft")
        text = desk.draft()[0]
        end = len(text.encode())
        # Nobody has settled this when the form is sent.
        await client.insert(0, end, " Und bald.")
        await client.settle()
        await asyncio.to_thread(desk.edit, 0, text.replace("hundert", "zweihundert"))
        wanted = text.replace("hundert", "zweihundert") + " Und bald."
        await client.until(lambda: client.words()[0] == wanted)
        await desk.get("draft")
        assert desk.draft()[0] == wanted


async def test_an_edit_in_the_form_while_nobody_writes_live_is_there_on_joining(
    desk: Desk,
) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
    await desk.get("draft")
    desk.edit(2, "Daten sind frei.")
    async with desk.live() as client:
        await client.until(lambda: client.words()[2] == "Daten sind frei.")
        assert client.words()[0].startswith("Ja: Die")


async def test_publishing_keeps_what_is_typed_meanwhile_for_the_next_revision(
    desk: Desk,
) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        page = await desk.get("draft/preview/publish")
        version = desk.head().version
        await client.insert(1, 0, "Alle ")
        await client.settle()
        answer = await desk.post(
            "draft/preview/publish", label="Zweite", version=version
        )
        assert answer.status_code == 303, (page.text, answer.text)
        published = _revision(desk, 2)
        assert published[0] == "Ja: " + FIRST
        assert published[1] == TEXTS[1]
        await client.insert(2, 0, "Neu: ")
        await client.settle()
        await desk.get("draft")
        assert desk.draft() == [published[0], "Alle " + TEXTS[1], "Neu: " + TEXTS[2]]
        assert desk.head().number == 3


async def test_an_import_merges_with_what_is_typed_live(desk: Desk) -> None:
    async with desk.live() as client:
        await client.insert(1, 0, "Alle ")
        await client.settle()
        new = NewText(
            label="Zweite",
            contents=factories.contents(
                FIRST.replace("hundert", "zweihundert"), *TEXTS[1:], "Neu."
            ),
        )
        found = desk.store.read_now(publishing.assess_text, desk.who, "rahmen", new)
        await asyncio.to_thread(
            desk.store.write_now, publishing.publish, desk.who, found, now=factories.NOW
        )
        await client.until(lambda: len(client.words()) == 4)
        assert client.words() == [
            FIRST.replace("hundert", "zweihundert"),
            "Alle " + TEXTS[1],
            TEXTS[2],
            "Neu.",
        ]
        await desk.get("draft")
        assert desk.draft()[1] == "Alle " + TEXTS[1]
        assert desk.head().number == 3


async def test_a_discarded_draft_is_gone_for_those_who_write_live(desk: Desk) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        await desk.get("draft")
        assert (await desk.post("draft/discard")).status_code == 303
        await client.until(lambda: client.words() == list(TEXTS))


async def test_going_back_to_a_kept_draft_reaches_those_who_write_live(
    desk: Desk,
) -> None:
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        assert (await desk.post("draft/saved", name="Mit Ja")).status_code == 303
        await client.insert(0, 0, "Doch ")
        await client.settle()
        saved = re.search(r"draft/saved/([\w-]+)", (await desk.get("draft")).text)
        assert saved
        sent = await desk.post(f"draft/saved/{saved[1]}/restore")
        assert sent.status_code == 303
        await client.until(lambda: client.words()[0] == "Ja: " + TEXTS[0])
        assert (await desk.get("draft/saved")).text.count("draft/saved/") == 2


async def test_a_remark_made_while_the_draft_is_published_is_on_the_right_revision(
    desk: Desk,
) -> None:
    citizen = factories.actor(desk.store, "citizen")
    early = factories.annotation(desk.store, citizen, "hundert Kilometer")
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        await desk.get("draft/preview/publish")
        late = await asyncio.to_thread(
            factories.annotation, desk.store, citizen, "neue Radwege"
        )
        answer = await desk.post(
            "draft/preview/publish", label="Zweite", version=desk.head().version
        )
        assert answer.status_code == 303
    found = desk.store.read_now(anchors_in, _document_id(desk), 2, None)
    for made, words in ((early, "hundert Kilometer"), (late, "neue Radwege")):
        place = found[made.id].anchor.place
        assert place is not None
        assert _revision(desk, 2)[0][place.start.offset : place.end.offset] == words
        assert found[made.id].anchor.verdict == "kept"


async def test_copies_and_blocks_without_an_id_get_one(desk: Desk) -> None:
    async with desk.live() as client:
        pid = str(client.block(0).attributes.get("pid"))

        def paste() -> None:
            copy = XmlElement("paragraph", {"pid": pid}, [XmlText("Kopie.")])
            client.text.children.append(copy)
            client.text.children.append(XmlElement("paragraph", {}, [XmlText("Neu.")]))

        await client.send(paste)
        await client.settle()
        await desk.get("draft")
        ids = [str(client.block(n).attributes.get("pid")) for n in range(5)]
        assert len(set(ids)) == 5
        assert ids[0] == pid
        assert desk.draft() == [*TEXTS, "Kopie.", "Neu."]


async def test_who_wrote_which_words_is_known_after_later_edits(desk: Desk) -> None:
    other = factories.actor(desk.store, "drafter", "Otto")
    async with (
        desk.live() as one,
        drafting(desk.address, token_of(desk.store, other)) as two,
    ):
        await one.insert(0, 0, "Erstens: ")
        await two.until(lambda: two.words()[0].startswith("Erstens: "))
        await two.insert(0, len(b"Erst"), "mals und erst")
        await one.until(lambda: "mals" in one.words()[0])
        await one.delete(1, 0, len(b"Parks "))
        await one.settle()
        await desk.get("draft")
    text = desk.draft()[0]
    assert text.startswith("Erstmals und erstens: Die")
    found = desk.sources()
    said = [(text[t.start : t.end], t.person_id) for t in found.typed]
    assert said == [
        ("Erst", desk.who.id),
        ("mals und erst", other.id),
        ("ens: ", desk.who.id),
    ]
    (gone,) = found.deleted
    assert (gone.start, gone.end, gone.person_id) == (0, 6, desk.who.id)
    (kept, _) = found.kept
    assert text[kept.new_start : kept.new_start + kept.length] == FIRST


async def test_words_of_the_form_are_known_by_whoever_edited_alone(desk: Desk) -> None:
    other = factories.actor(desk.store, "drafter", "Otto")
    async with desk.live() as client:
        await client.insert(0, 0, "Ja: ")
        await client.settle()
        await desk.get("draft")
        text = desk.draft()[1]
        await asyncio.to_thread(desk.edit, 1, f"{text} Auch nachts.", other)
        await client.until(lambda: client.words()[1].endswith("Auch nachts."))
        await desk.get("draft")
        assert {(t.paragraph, t.person_id) for t in desk.sources().typed} == {
            (desk.ids()[0], desk.who.id),
            (desk.ids()[1], other.id),
        }
        # The live draft sees both at once, and cannot tell whose words are whose.
        await asyncio.to_thread(desk.edit_at_once, 2, (other, desk.who))
        await client.until(lambda: client.words()[2].endswith("Für alle."))
        await desk.get("draft")
    typed = [t for t in desk.sources().typed if t.paragraph == desk.ids()[2]]
    assert typed
    assert {t.person_id for t in typed} == {None}


async def test_the_preview_tells_who_wrote_each_change_and_on_which_comment(
    desk: Desk,
) -> None:
    other = factories.actor(desk.store, "drafter", "Otto")
    citizen = factories.actor(desk.store, "citizen", "Carla")
    made = factories.annotation(desk.store, citizen, "hundert Kilometer")
    async with (
        desk.live() as one,
        drafting(desk.address, token_of(desk.store, other)) as two,
    ):
        awareness = Awareness(one.doc)
        awareness.set_local_state({"annotation": made.id})
        seen = awareness.encode_awareness_update([one.doc.client_id])
        await one.connection.send(create_awareness_message(seen))
        await one.insert(0, 0, "Ja: ")
        await two.delete(1, 0, len(b"Parks "))
        await one.settle()
        await two.settle()
        page = unescape((await desk.get("draft/preview")).text)
    assert "Geschrieben von Dora, " in page
    assert "bei der Arbeit am Kommentar von Carla: „" in page
    assert "Geschrieben von Otto, " in page
    found = desk.store.read_now(publishing.assess_draft, desk.who, "rahmen")
    written = [[each.person_id for each in c.written] for c in found.changes]
    assert written == [[desk.who.id], [other.id]]
    await asyncio.to_thread(desk.edit_at_once, 2, (other, desk.who))
    async with desk.live() as client:
        await client.until(lambda: client.words()[2].endswith("Für alle."))
        page = unescape((await desk.get("draft/preview")).text)
    assert "Wer das geschrieben hat, ist nicht bekannt" in page


async def test_a_remark_follows_its_own_characters_among_twins(desk: Desk) -> None:
    twin = "Der Senat prüft dies."
    factories.document(desk.store, [twin, "Dazwischen.", twin], slug="zwillinge")
    citizen = factories.actor(desk.store, "citizen")
    second = desk.store.read_now(_paragraph, "zwillinge", 2)
    made = factories.annotation(
        desk.store,
        citizen,
        "",
        slug="zwillinge",
        fields={
            "target": {
                "start": {"paragraph": second, "offset": 4},
                "end": {"paragraph": second, "offset": 9},
            }
        },
    )
    async with desk.live(slug="zwillinge") as client:

        def remove() -> None:
            del client.text.children[0]

        await client.send(remove)
        await client.settle()
        page = await asyncio.to_thread(desk.client.get, "/de/d/zwillinge/draft/preview")
        assert page.status_code == 200
    found = desk.store.read_now(publishing.assess_draft, desk.who, "zwillinge")
    anchor = found.anchors[made.id].anchor
    assert anchor.place is not None
    assert (anchor.verdict, anchor.place.start.paragraph) == ("kept", second)
    assert not found.gate.doubtful


async def test_a_change_made_while_a_comment_was_open_proposes_it_as_its_cause(
    desk: Desk,
) -> None:
    citizen = factories.actor(desk.store, "citizen")
    made = factories.annotation(desk.store, citizen, "hundert Kilometer")
    async with desk.live() as client:
        awareness = Awareness(client.doc)
        for claimed, number, words in ((made.id, 0, "Ja: "), ("erfunden", 1, "Nein: ")):
            awareness.set_local_state({"annotation": claimed})
            seen = awareness.encode_awareness_update([client.doc.client_id])
            await client.connection.send(create_awareness_message(seen))
            await client.insert(number, 0, words)
        await client.settle()
        page = await desk.get("draft/preview")
    assert "jemand hat an ihm gearbeitet" in page.text
    found = desk.store.read_now(publishing.assess_draft, desk.who, "rahmen")
    proposed = [
        [(each.annotation_id, each.evidence) for each in change.proposals]
        for change in found.changes
    ]
    assert proposed == [[(made.id, "focus")], []]


def _paragraph(connection: Connection, slug: str, number: int) -> str:
    document = documents.get_document(connection, slug)
    assert document is not None
    revision = revisions.get_revision(connection, document.id, 1)
    assert revision is not None
    return revision.paragraphs[number].id


def _document_id(desk: Desk) -> str:
    found = desk.store.read_now(documents.get_document, "rahmen")
    assert found is not None
    return found.id


def _revision(desk: Desk, number: int) -> list[str]:
    found = desk.store.read_now(revisions.get_revision, _document_id(desk), number)
    assert found is not None
    return list(found.texts)
