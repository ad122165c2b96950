"""The reading page and what its script fetches."""

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import httpx
import pytest

from annotations.phase import Phase, PhaseKind
from docservice.access import ANONYMOUS
from docservice.db.documents import Stage
from docservice.services.margin import open_revision
from tests import factories
from tests.integration.http.steps import annotated
from tests.serving import Site

pytestmark = pytest.mark.integration

HTML = {"Accept": "text/html"}
TEXTS = ("# Ziele", "Busse fahren öfter.", "Züge auch. Und zwar <b>bald</b> 😀.")


def _document(site: Site, slug: str, *texts: str) -> list[str]:
    """Create a document and return the ids of its paragraphs."""
    factories.document(site.store, texts or TEXTS, slug=slug)
    _, revision = site.store.read_now(open_revision, ANONYMOUS, slug, 1)
    return [str(paragraph.id) for paragraph in revision.paragraphs]


def _annotate(client: httpx.Client, slug: str, quote: str, **fields: object) -> str:
    body = {
        "revision": 1,
        "target": {"quote": {"exact": quote}},
        "body": "Bitte genauer.",
    }
    answer = client.post(f"/api/v1/documents/{slug}/annotations", json=body | fields)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_the_page_holds_the_text_its_counts_and_first_threads(site: Site) -> None:
    _, buses, trains = _document(site, "seite")
    annotation = _annotate(
        site.citizen("Rike B."), "seite", "öfter", body="**Wie** oft?"
    )

    page = site.client().get("/de/d/seite", headers=HTML).text

    assert '<html lang="de">' in page
    assert "Züge auch. Und zwar &lt;b&gt;bald&lt;/b&gt; 😀." in page
    assert (
        f'id="p-{buses}" data-pid="{buses}" data-kind="paragraph" data-comments="1"'
        in page
    )
    assert (
        f'id="p-{trains}" data-pid="{trains}" data-kind="paragraph" data-comments="0"'
        in page
    )
    assert f'id="c-{annotation}"' in page
    assert "<strong>Wie</strong> oft?" in page
    assert "1 Kommentar<" in page
    assert 'data-sentences="0 10 11 34"' in page


def test_the_same_page_exists_in_english(site: Site) -> None:
    _document(site, "zwei-sprachen")

    page = site.client().get("/en/d/zwei-sprachen", headers=HTML).text

    assert '<html lang="en">' in page
    assert "No comments yet" in page
    assert 'hreflang="de" href="/de/d/zwei-sprachen"' in page


def test_a_browser_that_has_the_page_is_told_so(site: Site) -> None:
    _document(site, "bekannt")
    first = site.client().get("/de/d/bekannt", headers=HTML)

    again = site.client().get(
        "/de/d/bekannt", headers=HTML | {"If-None-Match": first.headers["etag"]}
    )

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert "Cookie" in again.headers["vary"]


def test_a_comment_is_on_the_next_page_that_anybody_loads(site: Site) -> None:
    _document(site, "sofort")
    before = site.client().get("/de/d/sofort", headers=HTML)
    annotation = _annotate(site.citizen(), "sofort", "öfter")

    after = site.client().get(
        "/de/d/sofort", headers=HTML | {"If-None-Match": before.headers["etag"]}
    )

    assert after.status_code == 200
    assert annotation in after.text
    assert annotation not in before.text


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_every_coding_carries_the_same_page(site: Site, coding: str) -> None:
    _document(site, f"form-{coding}")
    with site.client().stream(
        "GET", f"/de/d/form-{coding}", headers={"Accept-Encoding": coding}
    ) as answer:
        raw = b"".join(answer.iter_raw())

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)
    assert unpack(raw).decode().endswith("</html>")
    assert answer.headers.get("content-encoding", "identity") == coding


def test_what_one_may_do_is_offered_to_who_may_do_it_only(site: Site) -> None:
    _document(site, "rechte")
    author = site.session("citizen")
    annotation = _annotate(author, "rechte", "öfter")

    own = author.get("/de/d/rechte", headers=HTML).text
    others = site.session("citizen").get("/de/d/rechte", headers=HTML).text
    strangers = site.client().get("/de/d/rechte", headers=HTML).text

    assert 'data-can="annotate reply support"' in own
    assert f"/de/c/{annotation}/withdraw" in own
    assert f"/de/c/{annotation}/support" not in own
    assert f"/de/c/{annotation}/withdraw" not in others
    assert f"/de/c/{annotation}/support" in others
    assert 'data-can=""' in strangers
    assert f"/de/c/{annotation}/support" not in strangers
    assert "Bitte melden Sie sich an" in strangers


def test_a_withdrawn_comment_is_no_longer_counted(site: Site) -> None:
    _, buses, _ = _document(site, "weg")
    author = site.citizen()
    annotation = _annotate(author, "weg", "öfter")
    author.delete(f"/api/v1/annotations/{annotation}")

    page = site.client().get("/de/d/weg", headers=HTML).text

    assert f'data-pid="{buses}" data-kind="paragraph" data-comments="0"' in page
    assert f'id="c-{annotation}"' not in page


def test_who_has_just_commented_finds_the_comment_in_the_page(site: Site) -> None:
    texts = [f"Absatz {n} über Busse." for n in range(9)]
    _document(site, "viele", *texts)
    citizen = site.citizen()
    ids = [_annotate(citizen, "viele", text) for text in texts]

    usual = site.client().get("/de/d/viele/r/1", headers=HTML).text
    asked = site.client().get(f"/de/d/viele/r/1?comment={ids[-1]}", headers=HTML).text

    assert f'id="c-{ids[-1]}"' not in usual
    assert f'id="c-{ids[-1]}"' in asked


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("commenting", 'data-can="annotate reply support"'),
        ("drafting", 'data-can="reply support"'),
        ("closed", "Die Zeit zum Kommentieren ist vorbei."),
    ],
)
def test_the_phase_decides_what_is_offered(
    site: Site, kind: PhaseKind, said: str
) -> None:
    slug = f"phase-{kind}"
    _within_phase(site, slug, kind)

    page = site.session("citizen").get(f"/de/d/{slug}", headers=HTML).text

    assert said in page
    assert 'aria-current="step"' in page


def test_between_two_phases_a_process_goes_on(site: Site) -> None:
    now, day = datetime.now(UTC), timedelta(days=1)
    first = Phase("commenting", "Entwurf 1", now - 9 * day, now - day)
    second = Phase("commenting", "Entwurf 2", now + day, now + 9 * day)
    stage = Stage("", (first, second))
    process = factories.process(site.store, stage, slug="v-pause")
    factories.document(site.store, TEXTS, slug="pause", within=process)
    client = site.session("citizen")

    reading = client.get("/de/d/pause", headers=HTML).text
    assert "Kommentieren ist zurzeit nicht möglich." in reading
    home = client.get("/de/", headers=HTML).text
    running = home[home.index('id="s-running"') :]
    assert 'href="/de/p/v-pause"' in running.partition("</section>")[0]
    told = client.get("/de/p/v-pause", headers=HTML).text
    assert "Zurzeit ist nichts geöffnet. Als Nächstes:" in told


def _within_phase(site: Site, slug: str, kind: PhaseKind) -> None:
    now = datetime.now(UTC)
    day = timedelta(days=1)
    stage = Stage("", (Phase(kind, "Jetzt", now - day, now + day),))
    process = factories.process(site.store, stage, slug=f"v-{slug}")
    factories.document(site.store, TEXTS, slug=slug, within=process)


def test_the_picker_leads_to_the_chosen_revision(site: Site) -> None:
    answer = site.client().get("/de/d/rahmen?revision=1", headers=HTML)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/de/d/rahmen/r/1"


@pytest.mark.parametrize(
    "path", ["/de/d/nirgends", "/de/d/rahmen/r/99", "/fr/d/rahmen"]
)
def test_what_does_not_exist_is_a_page_that_says_so(site: Site, path: str) -> None:
    answer = site.client().get(path, headers=HTML)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_spans_tell_where_each_comment_lies(site: Site) -> None:
    _, buses, trains = _document(site, "stellen")
    target = {
        "start": {"paragraph": buses, "offset": 6},
        "end": {"paragraph": trains, "offset": 4},
    }
    annotation = _annotate(site.citizen(), "stellen", "", target=target)

    found = site.client().get("/de/d/stellen/r/1/spans").json()

    assert found["seq"] == 2
    assert found["spans"] == [
        [buses, 6, 19, annotation, "commenting"],
        [trains, 0, 4, annotation, "commenting"],
    ]


def test_threads_come_by_paragraph_and_by_id(site: Site) -> None:
    _, buses, trains = _document(site, "faeden")
    citizen = site.citizen()
    first = _annotate(citizen, "faeden", "öfter")
    second = _annotate(citizen, "faeden", "Züge")
    threads = "/de/d/faeden/r/1/threads"

    by_paragraph = site.client().get(threads, params={"paragraph": buses}).text
    by_id = (
        site.client().get(threads, params={"ids": f"{second},{first},{second}"}).text
    )

    assert f'id="c-{first}"' in by_paragraph
    assert f'id="c-{second}"' not in by_paragraph
    assert f'data-group="{trains}"' in by_id
    assert by_id.count(f'id="c-{second}"') == 1


def test_a_thread_of_another_document_stays_out(site: Site) -> None:
    _document(site, "hier")
    foreign = annotated(site.citizen())["id"]

    answer = site.client().get("/de/d/hier/r/1/threads", params={"ids": foreign})

    assert answer.status_code == 200
    assert foreign not in answer.text


def test_a_withdrawn_thread_comes_as_what_is_left_of_it(site: Site) -> None:
    _document(site, "rest")
    author = site.citizen()
    annotation = _annotate(author, "rest", "öfter", body="Das nehme ich zurück.")
    author.delete(f"/api/v1/annotations/{annotation}")

    page = site.client().get("/de/d/rest/r/1/threads", params={"ids": annotation}).text

    assert "zurückgezogen" in page
    assert "Das nehme ich zurück." not in page


@pytest.mark.parametrize("query", ["", "ids=", "ids=" + ",".join("x" * 101)])
def test_a_query_without_sense_is_refused(site: Site, query: str) -> None:
    answer = site.client().get(f"/de/d/rahmen/r/1/threads?{query}")

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/d/rahmen", "/d/rahmen/r/2"])
def test_an_address_without_language_leads_to_the_readers(
    site: Site, path: str
) -> None:
    for accepted, lang in (("en-GB, de;q=0.5", "en"), ("fr", "de")):
        answer = site.client().get(path, headers={"Accept-Language": accepted})
        assert answer.headers["location"] == f"/{lang}{path}"
        assert "Accept-Language" in answer.headers["vary"]
