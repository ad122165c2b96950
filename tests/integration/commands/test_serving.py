"""`serve` and `demo` as processes: they say where, answer, and end in good order."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from docservice.db.store import Store
from docservice.services import accounts
from tests import factories

pytestmark = pytest.mark.integration

WAIT_S = 60


@contextmanager
def running(
    *arguments: str, folder: Path, **settings: str
) -> Iterator["subprocess.Popen[str]"]:
    """Run a command that serves; it is ended with the block."""
    environment = os.environ | {
        f"RANDNOTIZ_{name.upper()}": value for name, value in settings.items()
    }
    with (folder / "errors").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "docservice", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            cwd=folder,
        )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=WAIT_S)


def address_of(process: "subprocess.Popen[str]") -> str:
    """Return the address that the process prints first."""
    assert process.stdout is not None
    found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
    assert found
    return found[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_in_good_order(
    tmp_path: Path, number: signal.Signals
) -> None:
    with running("serve", "--port", "0", folder=tmp_path) as process:
        answered = httpx.get(f"{address_of(process)}/readyz", timeout=WAIT_S)
        process.send_signal(number)
        code = process.wait(WAIT_S)

    assert answered.status_code == 200
    assert code == 0


def test_every_request_is_one_line_of_json_without_secrets(tmp_path: Path) -> None:
    with running("serve", "--port", "0", folder=tmp_path) as process:
        url = address_of(process)
        with httpx.Client(base_url=url, timeout=WAIT_S) as client:
            listed = client.get("/api/v1/documents?cursor=secret-1")
            client.get("/de/sign-in/secret-2", headers={"Accept": "text/html"})
            client.get("/de/mails/secret-4", headers={"Accept": "text/html"})
            client.get("/", headers={"Authorization": "Bearer secret-3"})
        process.send_signal(signal.SIGTERM)
        process.wait(WAIT_S)

    written = (tmp_path / "errors").read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["path"] for line in requests] == [
        "/api/v1/documents",
        "/{lang:lang}/sign-in/{secret}",
        "/{lang:lang}/mails/{secret}",
        "/",
    ]
    assert requests[0]["request_id"] == listed.headers["x-request-id"]
    assert "secret-" not in written


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs Linux")
def test_a_disk_that_takes_nothing_is_told_until_it_does_again(
    tmp_path: Path, database: str
) -> None:
    with Store.open(database) as store:
        factories.document(store, ["Ein Satz."])
        token = store.write_now(
            accounts.new_token, name="Rike", role="citizen", now=factories.NOW
        ).secret
    remark = {
        "revision": 1,
        "target": {"quote": {"exact": "Ein Satz."}},
        "body": "Wie lang?",
    }
    address = "/api/v1/documents/rahmen/annotations"
    with (
        running(
            "serve", "--port", "0", "--database", database, folder=tmp_path
        ) as process,
        httpx.Client(
            base_url=address_of(process),
            timeout=WAIT_S,
            headers={"Authorization": f"Bearer {token}"},
        ) as client,
    ):
        assert client.post(address, json=remark).status_code == 201
        log = Path(f"{database.removeprefix('sqlite:///')}-wal")
        unlimited = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        limit = (log.stat().st_size, unlimited[1])
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limit)
        refused = client.post(address, json=remark)
        unready = client.get("/readyz")
        read = client.get(address)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, unlimited)
        ready = client.get("/readyz")
        taken = client.post(address, json=remark)

    assert refused.status_code == unready.status_code == 503
    assert refused.json()["code"] == "unavailable"
    assert "nothing was changed" in refused.json()["detail"]
    assert int(refused.headers["retry-after"]) > 0
    assert len(read.json()["items"]) == 1
    assert ready.status_code == 200
    assert taken.status_code == 201
    errors = (tmp_path / "errors").read_text()
    assert "cannot_store" in errors
    assert "Traceback" not in errors


def test_an_address_in_use_is_named_and_fails(tmp_path: Path) -> None:
    with running("serve", "--port", "0", folder=tmp_path) as first:
        port = address_of(first).rpartition(":")[2]
        with running("serve", "--port", port, folder=tmp_path) as second:
            code = second.wait(WAIT_S)

    assert code == 1
    assert (
        f"cannot listen on 127.0.0.1 port {port}" in (tmp_path / "errors").read_text()
    )


def test_mail_without_a_public_address_is_a_wrong_setting(tmp_path: Path) -> None:
    # The Host header of a request must not decide where a secret link leads.
    with running(
        "serve", "--port", "0", folder=tmp_path, smtp_url="smtp://localhost"
    ) as process:
        code = process.wait(WAIT_S)

    assert code == 2
    assert "RANDNOTIZ_BASE_URL" in (tmp_path / "errors").read_text()


def test_the_demo_prints_a_link_per_role_that_signs_in(tmp_path: Path) -> None:
    with running("demo", "--port", "0", folder=tmp_path) as process:
        assert process.stdout is not None
        lines: list[str] = []
        while not lines or "Ctrl-C" not in lines[-1]:
            lines.append(process.stdout.readline())
        links = re.findall(r"(\w+),.*(http://\S+)", "".join(lines))
        with httpx.Client(timeout=WAIT_S, follow_redirects=True) as client:
            home = client.post(links[0][1])
        process.send_signal(signal.SIGTERM)
        code = process.wait(WAIT_S)

    assert {role for role, _ in links} == {"citizen", "moderator", "drafter", "admin"}
    assert "signed-in__name" in home.text
    assert code == 0
