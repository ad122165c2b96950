"""Commenting with nothing but a form."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest

from annotations.phase import Phase
from docservice.access import ANONYMOUS
from docservice.db.documents import Stage
from docservice.services.margin import open_revision
from tests import factories
from tests.serving import Site

pytestmark = pytest.mark.integration

HTML = {"Accept": "text/html"}
TEXT = "Busse fahren öfter. Am 1. Januar z. B. fahren Busse nachts."


def _form(site: Site, slug: str, text: str = TEXT, *, guests: bool = False) -> str:
    """Create a document of one paragraph; return the address of its form."""
    process = factories.process(site.store, slug=f"v-{slug}", guests=guests)
    factories.document(site.store, [text], slug=slug, within=process)
    _, revision = site.store.read_now(open_revision, ANONYMOUS, slug, 1)
    return f"/de/d/{slug}/r/1/p/{revision.paragraphs[0].id}/comment"


def _send(
    client: httpx.Client, address: str, key: str = "", **fields: str
) -> httpx.Response:
    """Fill in the form as the page gave it, and send it."""
    page = client.get(address, headers=HTML)
    assert page.status_code == 200, page.text
    hidden = re.search(r'name="key" value="([^"]+)"', page.text)
    assert hidden is not None
    usual = {"scope": "paragraph", "motivation": "commenting", "body": "Wann genau?"}
    return client.post(
        address, headers=HTML, data=usual | {"key": key or hidden[1]} | fields
    )


def _stored(site: Site, slug: str) -> list[dict[str, object]]:
    answer = site.client().get(f"/api/v1/documents/{slug}/annotations")
    found: list[dict[str, object]] = answer.json()["items"]
    return found


def _quotes(site: Site, slug: str) -> list[str]:
    return [one["target"]["quote"]["exact"] for one in _stored(site, slug)]  # type: ignore[index]  # JSON


def test_the_form_offers_the_paragraph_and_each_sentence(site: Site) -> None:
    address = _form(site, "angebot")

    page = unescape(site.session("citizen").get(address, headers=HTML).text)

    assert "Auf den ganzen Absatz" in page
    assert ">Busse fahren öfter.</span>" in page
    assert ">Am 1. Januar z. B. fahren Busse nachts.</span>" in page


@pytest.mark.parametrize(
    ("fields", "quote"),
    [
        ({"scope": "paragraph"}, TEXT),
        ({"scope": "0"}, "Busse fahren öfter."),
        ({"scope": "1"}, "Am 1. Januar z. B. fahren Busse nachts."),
        ({"scope": "words", "words": "  1.\n Januar "}, "1. Januar"),
        ({"scope": "words", "words": "Busse", "place": "46"}, "Busse"),
    ],
)
def test_what_was_chosen_is_what_the_comment_is_about(
    site: Site, fields: dict[str, str], quote: str
) -> None:
    slug = f"wahl-{abs(hash(str(fields)))}"
    sent = _send(site.session("citizen"), _form(site, slug), **fields)

    assert sent.status_code == 303, sent.text
    assert _quotes(site, slug) == [quote]
    (stored,) = _stored(site, slug)
    assert sent.headers["location"].endswith(
        f"/de/d/{slug}/r/1?comment={stored['id']}#c-{stored['id']}"
    )


def test_the_place_chosen_among_several_counts(site: Site) -> None:
    _send(
        site.session("citizen"),
        _form(site, "stelle"),
        scope="words",
        words="Busse",
        place="46",
    )

    (stored,) = _stored(site, "stelle")
    assert stored["target"]["start"]["offset"] == 46  # type: ignore[index]  # JSON


def test_words_that_stand_twice_ask_which_place_is_meant(site: Site) -> None:
    sent = _send(
        site.session("citizen"), _form(site, "zweimal"), scope="words", words="Busse"
    )

    assert sent.status_code == 422
    assert 'name="place" value="0"' in sent.text
    assert 'name="place" value="46"' in sent.text
    assert "Wann genau?" in sent.text
    assert _stored(site, "zweimal") == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"scope": "words", "words": "Straßenbahn"}, "stehen nicht im Absatz"),
        ({"scope": "words", "words": " "}, "Bitte schreiben Sie die Wörter"),
        ({"scope": "17"}, "Bitte wählen Sie, worauf"),
        ({"body": "  "}, "Bitte schreiben Sie Ihren Kommentar."),
        ({"motivation": "editing"}, "die Sie vorschlagen"),
        ({"body": "a" * 5001}, "höchstens 5000 Zeichen"),
        ({"motivation": "praising"}, "So lässt sich das nicht veröffentlichen."),
        ({"key": "kurz"}, "So lässt sich das nicht veröffentlichen."),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    site: Site, fields: dict[str, str], message: str
) -> None:
    slug = f"fehler-{abs(hash(str(fields)))}"
    words = {"words": "meine Wörter", "replacement": ""}
    sent = _send(site.session("citizen"), _form(site, slug), **(words | fields))

    assert sent.status_code == 422
    assert message in unescape(sent.text)
    assert fields.get("words", "meine Wörter") in unescape(sent.text)
    assert _stored(site, slug) == []


def test_a_proposed_wording_can_be_looked_at_before_it_is_sent(site: Site) -> None:
    address, citizen = _form(site, "vorschau"), site.session("citizen")
    proposal = {
        "scope": "0",
        "motivation": "editing",
        "replacement": "Busse fahren stündlich.",
    }

    seen = _send(citizen, address, step="preview", **proposal)

    assert seen.status_code == 200
    assert re.search(r"<del>.*?öfter.*?</del>", seen.text)
    assert re.search(r"<ins>.*?stündlich.*?</ins>", seen.text)
    assert _stored(site, "vorschau") == []
    assert _send(citizen, address, step="publish", **proposal).status_code == 303
    (stored,) = _stored(site, "vorschau")
    assert stored["replacement"] == "Busse fahren stündlich."


def test_a_form_sent_twice_makes_one_comment(site: Site) -> None:
    address, citizen = _form(site, "doppelt"), site.session("citizen")
    key = "k" * 32

    first = _send(citizen, address, key)
    second = _send(citizen, address, key)

    assert first.headers["location"] == second.headers["location"]
    assert len(_stored(site, "doppelt")) == 1


def test_a_guest_gives_a_name_and_stays_the_author(site: Site) -> None:
    address, guest = _form(site, "gast", guests=True), site.client()

    sent = _send(guest, address, name="Nachbarin")

    assert sent.status_code == 303
    page = guest.get(sent.headers["location"], headers=HTML).text
    (stored,) = _stored(site, "gast")
    assert stored["author"]["name"] == "Nachbarin"  # type: ignore[index]  # JSON
    assert f"/de/c/{stored['id']}/withdraw" in page
    said = 'role="status">Ihr Kommentar ist veröffentlicht.</p>'
    assert said in page
    assert said not in guest.get("/de/d/gast").text


def test_a_guests_form_sent_twice_makes_one_guest_and_one_comment(site: Site) -> None:
    address, key = _form(site, "gast-doppelt", guests=True), "g" * 32

    sent = [_send(site.client(), address, key, name="Eine") for _ in range(2)]

    assert sent[0].headers["location"] == sent[1].headers["location"]
    assert len(_stored(site, "gast-doppelt")) == 1


def test_a_guest_without_a_name_is_asked_for_one(site: Site) -> None:
    sent = _send(site.client(), _form(site, "namenlos", guests=True))

    assert sent.status_code == 422
    assert "Ein Pseudonym genügt." in sent.text


def test_without_an_account_and_without_guests_nothing_is_taken(site: Site) -> None:
    address = _form(site, "fremd")

    sent = _send(site.client(), address, name="Wer")

    assert "Um diesen Text zu kommentieren" in sent.text
    assert sent.status_code == 403
    assert "Wann genau?" in sent.text
    assert _stored(site, "fremd") == []


def test_a_phase_that_has_ended_keeps_the_words(site: Site) -> None:
    now, day = datetime.now(UTC), timedelta(days=1)
    stage = Stage("", (Phase("decision", "Beschluss", now - day, now + day),))
    process = factories.process(site.store, stage, slug="v-ende")
    factories.document(site.store, [TEXT], slug="ende", within=process)
    _, revision = site.store.read_now(open_revision, ANONYMOUS, "ende", 1)
    address = f"/de/d/ende/r/1/p/{revision.paragraphs[0].id}/comment"

    sent = _send(site.session("citizen"), address)

    assert sent.status_code == 403
    assert sent.text.count("Die Zeit zum Kommentieren ist vorbei.") == 1
    assert "Wann genau?" in sent.text


def test_a_paragraph_that_does_not_exist_has_no_form(site: Site) -> None:
    answer = site.client().get("/de/d/rahmen/r/1/p/nix/comment", headers=HTML)

    assert answer.status_code == 404


def test_the_form_speaks_english_too(site: Site) -> None:
    address = _form(site, "englisch").replace("/de/", "/en/")

    page = site.session("citizen").get(address, headers=HTML).text

    assert "The whole paragraph" in page
    assert "Comment on paragraph 1" in page


def test_what_cannot_be_stored_is_refused_in_the_pages_language(site: Site) -> None:
    address = _form(site, "zeichen")

    sent = _send(site.session("citizen"), address, body="Wann\0 genau?")

    assert sent.status_code == 422
    assert "So lässt sich das nicht veröffentlichen. Bitte ändern Sie es." in sent.text
    assert _stored(site, "zeichen") == []
