"""Bytes that are no proper HTTP, and fields of every wrong kind: never a 500."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.http.steps import ANNOTATIONS, annotated, remark
from tests.serving import Site, raw_exchange

pytestmark = pytest.mark.integration

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(
        ["\ud83d", "\x00", "é😀👩‍👩‍👧a̐שלום", "x" * 30_000, 2**63, -1, 10**400]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)
SERVER_ERROR = 500
FIELDS = ["revision", "target", "motivation", "body", "replacement", "lang"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /api/v1/documents HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /api/v1/documents/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /de/d/%ed%a0%80 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /api/v1/documents?limit=%ff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /api/v1/documents?cursor=%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\r\nCookie: randnotiz_session=\xff\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: ;;q=x,\xff;q=\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
        b"POST /de/guest HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"POST /de/guest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\nZZ\r\n",
        b"POST /de/guest HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
        b"Content-Type: multipart/form-data\r\n\r\n--x--",
        b"POST /de/guest HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
        b"Content-Type: application/x-www-form-urlencoded; charset=nope\r\n\r\n%ff=",
        b"BREW /de/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_bytes_that_are_no_proper_request_break_nothing(
    site: Site, sent: bytes
) -> None:
    answer = raw_exchange(site.url, sent)

    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert site.client().get("/healthz").status_code == 200


@MANY
@given(name=st.sampled_from(FIELDS), value=VALUES)
def test_no_value_of_a_field_is_too_odd_to_be_answered(
    site: Site, name: str, value: Any
) -> None:
    body = json.dumps(remark() | {name: value}).encode()

    answer = site.citizen().post(
        ANNOTATIONS, content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code in (201, 400, 422), answer.text


@MANY
@given(raw=st.binary(max_size=200), kind=st.sampled_from(["json", "merge-patch+json"]))
def test_no_bytes_are_too_odd_to_be_answered(site: Site, raw: bytes, kind: str) -> None:
    answer = site.citizen().post(
        ANNOTATIONS, content=raw, headers={"Content-Type": f"application/{kind}"}
    )

    assert answer.status_code in (400, 422)


@MANY
@given(
    header=st.sampled_from(
        ["If-Match", "If-None-Match", "Idempotency-Key", "Origin", "Accept", "Range"]
    ),
    # The client refuses to send control characters; test_bytes_… does.
    value=st.binary(max_size=40).filter(
        lambda raw: min(raw, default=32) >= 32 and raw == raw.strip()
    ),
)
def test_no_header_is_too_odd_to_be_answered(
    site: Site, header: str, value: bytes
) -> None:
    client = site.citizen()
    made = annotated(client)

    answer = client.patch(
        f"/api/v1/annotations/{made['id']}",
        json={"body": "Neu."},
        headers=[(header.encode(), value)],
    )

    assert answer.status_code in (200, 400, 412, 422)


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "0" * 20 + "9" * 30, "٣"])
@pytest.mark.parametrize(
    "address",
    [
        "/de/?page={}",
        "/de/d/rahmen?revision={}",
        "/de/d/rahmen/changes?page={}",
        "/de/d/rahmen/comments?page={}",
        "/de/d/rahmen/compare?old={0}&new={0}",
        "/de/d/rahmen/desk?page={0}&paragraph={0}&support={0}",
        "/de/d/rahmen/draft?page={}",
        "/de/d/rahmen/draft/preview?page={}",
        "/de/d/rahmen/drafts?page={}",
        "/de/d/rahmen/log?page={}",
        "/de/d/rahmen/origins?page={}",
        "/de/d/rahmen/statistics?revision={}",
        "/api/v1/documents/rahmen/events?since={}",
        "/api/v1/documents/rahmen/annotations?revision={0}&limit={0}",
        "/api/v1/documents/rahmen/revisions?cursor={}",
    ],
)
def test_no_number_is_too_long_to_be_answered(
    site: Site, address: str, number: str
) -> None:
    answer = site.session("drafter").get(address.format(number))

    assert answer.status_code < SERVER_ERROR


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30])
def test_no_number_in_a_form_is_too_long_to_be_answered(
    site: Site, number: str
) -> None:
    author = site.session("citizen")
    made = annotated(site.citizen())
    pid = made["target"]["start"]["paragraph"]

    scoped = author.get(f"/de/d/rahmen/r/1/p/{pid}/comment?scope={number}")
    edited = author.post(
        f"/de/c/{made['id']}/edit", data={"body": "x", "version": number}
    )

    assert max(scoped.status_code, edited.status_code) < SERVER_ERROR
