"""What holds for every request: methods, errors, headers, limits, health."""

import gzip
import json
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import httpx
import pytest

from docservice.db.store import Store
from docservice.http.security import HEADERS
from tests import factories
from tests.integration.http.steps import ANNOTATIONS, problem, remark
from tests.serving import Site, serving

pytestmark = pytest.mark.integration

DOCUMENTS = "/api/v1/documents"
PAGE = "text/html,application/xhtml+xml"


def test_health_says_whether_it_lives_and_can_serve(site: Site) -> None:
    client = site.client()

    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ok\n"
    assert 'route="/healthz",status="200"' in client.get("/metrics").text


def test_who_leaves_while_sending_is_counted_as_gone_and_is_no_fault(
    site: Site,
) -> None:
    head = f"POST {DOCUMENTS} HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n"
    head += f"Authorization: Bearer {site.token('drafter')}\r\n"
    where = urlsplit(site.url)
    with socket.create_connection((where.hostname, where.port), timeout=5) as gone:
        gone.sendall(f"{head}Content-Type: application/json\r\n\r\n{{".encode())
    line = f'method="POST",route="{DOCUMENTS}",status="499"'
    client = site.client()
    for _ in range(200):
        if line in client.get("/metrics").text:
            break
        time.sleep(0.02)
    else:
        pytest.fail("nobody noticed that the sender had gone")


def test_a_stopped_writer_makes_it_unready_and_no_write_is_taken(
    tmp_path: Path,
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'a.db'}")
    with store, serving(store) as url:
        token = Site(url, store, ExitStack()).token("drafter")
        store.close()
        headers = {"Authorization": f"Bearer {token}"}

        ready = httpx.get(f"{url}/readyz")
        live = httpx.get(f"{url}/healthz")
        written = httpx.post(
            f"{url}{DOCUMENTS}",
            json={"slug": "a", "title": "A", "markdown": "A."},
            headers=headers,
        )

    problem(ready, 503, "unavailable")
    problem(written, 503, "unavailable")
    assert live.status_code == 200


@pytest.mark.parametrize("address", ["/nothing", f"{DOCUMENTS}/nothing", "/assets/x"])
def test_an_unknown_address_is_a_problem_for_programs(site: Site, address: str) -> None:
    problem(site.client().get(address), 404, "not_found")


@pytest.mark.parametrize(
    ("lang", "words"), [("de", "Diese Seite gibt es nicht"), ("en", "does not exist")]
)
def test_an_unknown_address_is_a_page_for_people(
    site: Site, lang: str, words: str
) -> None:
    found = site.client().get(f"/{lang}/d/nothing", headers={"Accept": PAGE})

    assert found.status_code == 404
    assert found.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}"' in found.text
    assert words in found.text
    assert found.headers["x-request-id"] in found.text


def test_a_method_that_is_not_offered_names_those_that_are(site: Site) -> None:
    refused = site.client().request("DELETE", DOCUMENTS)

    problem(refused, 405, "method_not_allowed")
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_options_and_head_answer_without_a_body(site: Site) -> None:
    options = site.client().options(f"{DOCUMENTS}/rahmen")
    head = site.client().head(f"{DOCUMENTS}/rahmen")

    assert (options.status_code, options.content) == (204, b"")
    assert options.headers["allow"] == "GET, HEAD, OPTIONS"
    assert (head.status_code, head.content) == (200, b"")
    assert (
        head.headers["etag"] == site.client().get(f"{DOCUMENTS}/rahmen").headers["etag"]
    )


@pytest.mark.parametrize(
    "address", ["/healthz", DOCUMENTS, "/nothing", "/de/sign-in", "/assets/x"]
)
def test_every_answer_carries_the_security_headers(site: Site, address: str) -> None:
    headers = site.client().get(address, headers={"Accept": PAGE}).headers

    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b'{"body": "a", "body": "b"}', "body"),
        (b'{"revision": NaN}', "body"),
        (b'{"revision": 1e999}', "body"),
        (b'{"revision": ' + b"9" * 5000 + b"}", "body"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "body"),
        (b"[" * 100_000, "body"),
        (b'{"body": "\xff"}', "body"),
        (b"\xef\xbb\xbf{}", "body"),
    ],
)
def test_what_is_no_unambiguous_json_is_refused(
    site: Site, raw: bytes, field: str
) -> None:
    refused = site.citizen().post(
        ANNOTATIONS, content=raw, headers={"Content-Type": "application/json"}
    )

    assert problem(refused, 400, "bad_request")["field"] == field


@pytest.mark.parametrize("raw", [b"null", b"[]", b'"x"', b"1"])
def test_json_that_is_no_object_is_refused(site: Site, raw: bytes) -> None:
    refused = site.citizen().post(
        ANNOTATIONS, content=raw, headers={"Content-Type": "application/json"}
    )

    assert problem(refused, 422, "invalid")["field"] == "body"


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded"]
)
def test_a_body_of_another_type_is_refused(site: Site, kind: str) -> None:
    refused = site.citizen().post(
        ANNOTATIONS,
        content=json.dumps(remark()).encode(),
        headers={"Content-Type": kind} if kind else {},
    )

    problem(refused, 415, "unsupported_media_type")


def test_a_body_that_is_too_large_is_refused(site: Site) -> None:
    large = json.dumps(remark("x" * 1_000_001))

    declared = site.citizen().post(
        ANNOTATIONS, content=large, headers={"Content-Type": "application/json"}
    )
    streamed = site.citizen().post(
        ANNOTATIONS,
        content=(part.encode() for part in (large[:500_000], large[500_000:])),
        headers={"Content-Type": "application/json"},
    )

    problem(declared, 413, "too_large")
    problem(streamed, 413, "too_large")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path,
) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, upload_bytes=1000) as url,
        ExitStack() as clients,
    ):
        drafter = Site(url, store, clients).drafter()

        refused = drafter.post(
            DOCUMENTS,
            data={"slug": "a", "title": "A"},
            files={"file": ("a.md", b"x" * 200_000)},
        )

        problem(refused, 413, "too_large")


def test_writes_over_the_rate_are_asked_to_wait(tmp_path: Path) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, person_writes_per_min=3) as url,
        ExitStack() as clients,
    ):
        factories.document(store, ["hundert Kilometer neue Radwege"])
        one = Site(url, store, clients).citizen()
        other = Site(url, store, clients).citizen()

        answers = [one.post(ANNOTATIONS, json=remark()) for _ in range(4)]

        assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
        problem(answers[-1], 429, "rate_limited")
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
        assert other.post(ANNOTATIONS, json=remark()).status_code == 201


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", "")],
)
def test_text_is_compressed_as_the_client_takes_it(
    site: Site, accepted: str, coding: str
) -> None:
    with (
        site.client() as client,
        client.stream(
            "GET", "/api/v1/openapi.json", headers={"Accept-Encoding": accepted}
        ) as answer,
    ):
        raw = b"".join(answer.iter_raw())

    assert answer.headers.get("content-encoding", "") == coding
    assert "Accept-Encoding" in answer.headers["vary"]
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert json.loads(undo(raw))["openapi"] == "3.1.0"


def test_what_nobody_may_keep_is_not_compressed(site: Site) -> None:
    page = site.client().get("/de/sign-in/secret", headers={"Accept": PAGE})

    assert page.headers["cache-control"] == "no-store"
    assert "content-encoding" not in page.headers


def test_assets_are_compressed_once_and_kept_for_ever(site: Site) -> None:
    page = site.client().get("/de/sign-in", headers={"Accept": PAGE}).text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]

    answer = site.client().get(address, headers={"Accept-Encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["..%2fpackage.json", "%2e%2e", ".vite"])
def test_no_asset_lies_outside_its_folder(site: Site, name: str) -> None:
    assert site.client().get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize(
    ("forwarded", "statuses"), [(False, [410, 429]), (True, [410, 410])]
)
def test_the_address_that_a_proxy_names_counts_only_where_one_is_trusted(
    tmp_path: Path, forwarded: bool, statuses: list[int]
) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, forwarded=forwarded, sign_ins_per_min=1) as url,
    ):
        answers = [
            httpx.post(
                f"{url}/de/sign-in/x",
                # The first is what a visitor may claim, the last what the proxy saw.
                headers={"X-Forwarded-For": f"198.51.100.7, 203.0.113.{number}"},
            )
            for number in (1, 2)
        ]

    assert [answer.status_code for answer in answers] == statuses


def test_a_forged_request_id_counts_only_behind_a_trusted_proxy(
    site: Site, tmp_path: Path
) -> None:
    headers = {"X-Request-Id": "from-the-proxy"}

    own = site.client().get("/healthz", headers=headers).headers["x-request-id"]
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, forwarded=True) as url,
    ):
        proxied = httpx.get(f"{url}/healthz", headers=headers)
        odd = httpx.get(f"{url}/healthz", headers={"X-Request-Id": "a b\tc"})

    assert own != "from-the-proxy"
    assert proxied.headers["x-request-id"] == "from-the-proxy"
    assert odd.headers["x-request-id"] not in ("", "a b\tc")
