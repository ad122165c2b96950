"""Files that become the draft: taken, refused with a remedy, told of while it takes."""

from contextlib import ExitStack
from html import unescape
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.http.pages import upload
from docservice.services.drafting import open_draft
from tests import factories
from tests.integration.http.drafters.office import Office
from tests.serving import Site, serving

pytestmark = pytest.mark.integration

TEXT = "# Verkehr\n\nDie Stadt baut bis 2028 Radwege.\n"


def _send(office: Office, name: str, data: bytes, lang: str = "de") -> tuple[int, str]:
    sent = office.client.post(
        f"/{lang}/d/{office.slug}/draft/upload",
        files={"file": (name, data)},
        data={"label": "Entwurf 2", "note": ""},
    )
    return sent.status_code, unescape(sent.text)


def _texts(office: Office) -> tuple[str, ...]:
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    assert draft.head.label == "Entwurf 2"
    return draft.revision.texts


def test_a_file_becomes_the_draft(office: Office) -> None:
    status, _ = _send(office, "neu.md", TEXT.encode())

    assert status == 303
    assert _texts(office) == ("Verkehr", "Die Stadt baut bis 2028 Radwege.")


@pytest.mark.parametrize(
    ("lang", "said"), [("de", "Bitte speichern Sie"), ("en", "Please save")]
)
def test_a_refusal_says_the_remedy_in_the_language_of_the_page(
    office: Office, lang: str, said: str
) -> None:
    status, page = _send(office, "bild.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 64, lang)

    assert status == 422
    assert said in page
    assert "Noch ist kein Entwurf begonnen." in office.get("draft")


def test_what_was_left_out_is_told(office: Office) -> None:
    status, page = _send(office, "neu.md", f"{TEXT}\n![Plan](plan.png)\n".encode())

    assert status == 200
    assert "Bitte prüfen Sie:" in page
    assert _texts(office)[0] == "Verkehr"


def test_a_file_over_the_limit_is_told_the_limit_and_the_way_back(
    tmp_path: Path,
) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, upload_bytes=1_000_000) as url,
        ExitStack() as clients,
    ):
        factories.document(store, ["Ein Satz."])
        browser = Site(url, store, clients).session("drafter")
        draft = f"{url}/de/d/rahmen/draft"
        form = browser.get(draft).text

        refused = [
            browser.post(
                f"{draft}/upload",
                files={"file": ("neu.md", b"x" * size)},
                headers={"Accept": "text/html", "Referer": draft},
            )
            for size in (1_050_000, 2_000_000)
        ]

    assert 'data-most-bytes="1000000"' in form
    assert "Höchstens 1 MB." in form
    for answer in refused:
        page = unescape(answer.text)
        assert answer.status_code == 413
        assert "Hier sind höchstens 1 MB erlaubt." in page
        assert 'href="/de/d/rahmen/draft"' in page
        assert "signed-in__name" in page


def test_a_file_that_replaces_the_draft_keeps_its_label(office: Office) -> None:
    office.post("draft/begin", {})
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    described = {"version": draft.head.version, "label": "Mein Name", "note": "Kurz."}
    office.post("draft/describe", described)

    office.client.post(
        f"{office.path}/draft/upload", files={"file": ("neu.md", TEXT.encode())}
    )

    head = office.site.store.read_now(open_draft, office.drafter, office.slug).head
    assert (head.label, head.note) == ("Mein Name", "Kurz.")


def test_no_file_is_said(office: Office) -> None:
    sent = office.client.post(f"{office.path}/draft/upload", data={"label": ""})

    assert sent.status_code == 422
    assert "Bitte wählen Sie eine Datei." in unescape(sent.text)


def test_a_file_that_takes_long_is_told_of_step_by_step(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "PATIENCE_S", 0.0)
    paragraphs = "\n\n".join(f"Absatz {n} steht hier." for n in range(3_000))

    status, page = _send(office, "lang.md", paragraphs.encode())

    assert status == 200
    assert "Die Datei wird" in page
    assert "3.000 Absätze" in page
    assert 'http-equiv="refresh"' in page
    assert page.rstrip().endswith("</html>")
    assert len(_texts(office)) == 3_000


def test_a_refusal_after_the_page_began_ends_it_properly(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "PATIENCE_S", 0.0)

    status, page = _send(office, "leer.docx", b"")

    assert status == 200
    assert "Es wurde nichts geändert." in page
    assert page.rstrip().endswith("</html>")
