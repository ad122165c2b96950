"""The operator says which programs are told."""

import pytest

from docservice.db.store import Store
from tests import factories
from tests.integration.commands.conftest import Run

pytestmark = pytest.mark.integration

URL = "https://stadt.example.org/hook"


def test_a_webhook_is_added_listed_and_ended(randnotiz: Run, database: str) -> None:
    with Store.open(database) as store:
        factories.document(store, ["Die alten Worte."])

    key, secret = randnotiz(
        "webhook", "--add", URL, "--document", "rahmen"
    ).stdout.split()
    listed = randnotiz("webhook").stdout
    randnotiz("webhook", "--end", key)
    again = randnotiz("webhook", "--end", key, code=1)

    assert secret.startswith("whsec_")
    assert listed == f"{key}  {URL}  rahmen  nothing yet\n"
    assert secret not in listed
    assert f"no webhook '{key}'" in again.stderr
    none = randnotiz("webhook")
    assert (none.stdout, "no program is told" in none.stderr) == ("", True)


@pytest.mark.parametrize(
    "url",
    [
        "http://stadt.example.org/",
        "ftp://a.example/",
        "https://",
        "https://a:b@c.example/",
        "https://a.example:x/",
    ],
)
def test_words_are_sent_only_where_nobody_listens_in(randnotiz: Run, url: str) -> None:
    refused = randnotiz("webhook", "--add", url, code=1)

    assert "begins with https://" in refused.stderr


def test_an_unknown_document_is_named(randnotiz: Run) -> None:
    refused = randnotiz("webhook", "--add", URL, "--document", "nichts", code=1)

    assert "no document 'nichts'" in refused.stderr


def test_only_what_is_added_follows_one_document(randnotiz: Run) -> None:
    refused = randnotiz("webhook", "--document", "rahmen", code=2)

    assert "--document goes with --add" in refused.stderr
