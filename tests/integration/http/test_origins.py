"""No foreign page acts in a visitor's name."""

from pathlib import Path

import pytest

from docservice.db.store import Store
from tests import factories
from tests.integration.http.steps import ANNOTATIONS, annotated, problem, remark
from tests.serving import Site, serving

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://[broken"},
    ],
)
def test_a_session_does_not_serve_a_foreign_page(
    site: Site, headers: dict[str, str]
) -> None:
    visitor = site.session("citizen")

    refused = visitor.post(ANNOTATIONS, json=remark(), headers=headers)

    problem(refused, 403, "foreign_origin")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://other.example"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "{url}"},
        {},
    ],
)
def test_a_session_serves_our_own_pages_and_programs(
    site: Site, headers: dict[str, str]
) -> None:
    own = {name: value.format(url=site.url) for name, value in headers.items()}

    made = site.session("citizen").post(ANNOTATIONS, json=remark(), headers=own)

    assert made.status_code == 201


def test_a_bearer_token_proves_enough_by_itself(site: Site) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    made = site.citizen().post(ANNOTATIONS, json=remark(), headers=headers)

    assert made.status_code == 201


@pytest.mark.parametrize("path", ["/de/sign-in/x", "/de/sign-out", "/de/guest"])
def test_foreign_pages_send_no_forms_even_for_the_anonymous(
    site: Site, path: str
) -> None:
    headers = {"Origin": "https://evil.example"}

    problem(
        site.client().post(path, data={"a": "b"}, headers=headers),
        403,
        "foreign_origin",
    )


def test_reading_is_open_to_every_page(site: Site) -> None:
    made = annotated(site.citizen())
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    read = site.client().get(f"/api/v1/annotations/{made['id']}", headers=headers)

    assert read.status_code == 200
    assert "access-control-allow-origin" not in read.headers


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://text.example.org", 201),
        ("https://friend.example.org", 201),
        ("http://text.example.org", 403),
        ("https://text.example.org:444", 403),
        ("https://text.example.org.evil.example", 403),
    ],
)
def test_behind_a_proxy_the_public_and_the_listed_addresses_count(
    tmp_path: Path, origin: str, status: int
) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(
            store,
            base_url="https://text.example.org",
            origins="https://friend.example.org",
        ) as url,
    ):
        factories.document(store, ["hundert Kilometer neue Radwege"])
        site = Site(url, store)

        with site.session("citizen") as visitor:
            answer = visitor.post(
                ANNOTATIONS, json=remark(), headers={"Origin": origin}
            )

    assert answer.status_code == status
