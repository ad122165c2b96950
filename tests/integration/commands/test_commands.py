"""What each command does, prints, and exits with."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.disposition import Disposition
from docservice.access import ANONYMOUS, open_document
from docservice.db import people
from docservice.db.dispositions import StoredDisposition, insert_disposition
from docservice.db.store import Store
from docservice.services import accounts, answering, requests
from docservice.services.errors import Invalid
from docservice.services.operator import NAME, operator
from tests import factories
from tests.integration.commands.conftest import Run
from tests.office import read_docx, read_odt

pytestmark = pytest.mark.integration

OLD = "# Titel\n\nHier stehen alte Worte.\n\nBleibt so.\n"
NEW = "# Titel\n\nHier stehen neue Worte.\n\nBleibt so.\n"
Draft = Callable[[str], str]


def test_a_file_becomes_a_document_and_then_its_next_revision(
    randnotiz: Run, draft: Draft, database: str
) -> None:
    first = randnotiz("import", draft(OLD), "--document", "rahmen", "--label", "E1")
    second = randnotiz("import", draft(NEW), "--document", "rahmen")

    assert "created 'rahmen'" in first.stdout
    assert "published revision 2" in second.stdout
    with Store.open(database) as store:
        opened = store.read_now(open_document, ANONYMOUS, "rahmen")
    assert (opened.document.title, opened.document.newest) == ("Titel", 2)


def test_an_import_that_changes_nothing_publishes_nothing(
    randnotiz: Run, draft: Draft
) -> None:
    given = ("--document", "rahmen", "--label", "Entwurf")
    randnotiz("import", draft(OLD), *given)

    same = randnotiz("import", draft(OLD), "--document", "rahmen", code=1)
    again = randnotiz("import", draft(OLD), *given, code=1)
    dry = randnotiz("import", draft(OLD), "--document", "rahmen", "--dry-run")
    noted = randnotiz("import", draft(OLD), *given, "--note", "Vom Senat beschlossen.")

    assert "nothing changed against revision 1; " in same.stderr
    assert "nothing changed against revision 1; " in again.stderr
    assert "kept: 3" in dry.stdout
    assert "published revision 2" in noted.stdout


@pytest.mark.parametrize(
    "options", [("--process", "nope"), ("--lang", "en"), ("--title", "Neu")]
)
def test_options_of_a_new_document_have_to_fit_one_that_exists(
    randnotiz: Run, draft: Draft, options: tuple[str, str]
) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")

    done = randnotiz("import", draft(NEW), "--document", "rahmen", *options, code=2)

    assert f"{options[0]} is for a new document" in done.stderr
    assert done.stdout == ""
    same = ("--title", "Titel", "--lang", "de")
    randnotiz("import", draft(NEW), "--document", "rahmen", *same)


def test_a_process_that_is_missing_is_told_by_a_dry_run_too(
    randnotiz: Run, draft: Draft
) -> None:
    wanted = ("--document", "rahmen", "--process", "nope", "--dry-run")

    assert (
        "no process 'nope'" in randnotiz("import", draft(OLD), *wanted, code=1).stderr
    )


def test_a_dry_run_prints_lineage_and_verdicts_and_stores_nothing(
    randnotiz: Run, draft: Draft, database: str
) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")
    with Store.open(database) as store:
        citizen = factories.actor(store, "citizen")
        factories.annotation(store, citizen, "alte Worte")
        factories.annotation(store, citizen, "Bleibt so.")
        before = store.read_now(open_document, ANONYMOUS, "rahmen").document

    shown = randnotiz("import", draft(NEW), "--document", "rahmen", "--dry-run").stdout

    assert "edited: “Hier stehen alte Worte.” -> “Hier stehen neue Worte.”" in shown
    assert "changed" in shown
    assert "changed: 1, kept: 1" in shown
    assert "comments without an answer: 2" in shown
    with Store.open(database) as store:
        after = store.read_now(open_document, ANONYMOUS, "rahmen").document
    assert after == before


def test_a_dry_run_of_a_new_document_creates_none(randnotiz: Run, draft: Draft) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen", "--dry-run")

    randnotiz("export", "rahmen", code=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("token", "--role", "citizen", "--name", " "), "please give a name"),
        (("link", "--role", "citizen", "--name", " "), "please give a name"),
        (
            ("link", "--role", "citizen", "--name", "A", "--email", "a@b"),
            "please give a complete e-mail address",
        ),
        (("import", "x.md", "--document", "Der Plan"), "slug needs 1 to 80"),
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage(
    randnotiz: Run, arguments: tuple[str, ...], said: str
) -> None:
    assert f": {said}" in randnotiz(*arguments, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "missing.md", "--document", "x"), "cannot read missing.md"),
        (("export", "nirgends"), "no document 'nirgends'"),
        (
            ("export", "rahmen", "-o", "nowhere/text.md"),
            "cannot write nowhere/text.md: No such file or directory",
        ),
    ],
)
def test_a_job_that_fails_says_why_in_one_sentence(
    randnotiz: Run, database: str, arguments: tuple[str, ...], said: str
) -> None:
    with Store.open(database) as store:
        factories.document(store, ["Alt."])
    done = randnotiz(*arguments, code=1)

    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_file_that_is_no_text_is_refused_with_a_remedy(
    randnotiz: Run, tmp_path: Path
) -> None:
    (tmp_path / "leer.docx").write_bytes(b"")

    done = randnotiz("import", "leer.docx", "--document", "x", code=1)

    assert "The file is empty" in done.stderr
    assert "save the document again" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("import",),
        ("token", "--role", "king", "--name", "K"),
        ("serve", "--port", "many"),
        ("serve", "--port", "-1"),
        ("serve", "--port", "99999"),
        ("demo", "--port", "99999"),
    ],
)
def test_wrong_usage_exits_with_2(randnotiz: Run, arguments: tuple[str, ...]) -> None:
    done = randnotiz(*arguments, code=2, on=None)

    assert "usage:" in done.stderr


def test_a_port_that_cannot_be_is_named_with_the_option(randnotiz: Run) -> None:
    done = randnotiz("serve", "--port", "99999", code=2)

    said = "argument --port: needs a whole number from 0 to 65535, not '99999'"
    assert said in done.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "needs a URL"),
        ("mysql://x/y", "SQLite"),
        ("sqlite:///", "needs a file's path"),
        ("sqlite://", "needs a file's path"),
        ("sqlite:///:memory:", "needs a file's path"),
        ("sqlite://host/notes.db", "needs a file's path"),
        ("sqlite://host:port/notes.db", "needs a URL"),
        ("sqlite+aiosqlite:///notes.db", "needs a file's path"),
        ("sqlite:///notes.db?mode=memory", "needs a file's path"),
    ],
)
def test_what_is_no_database_is_wrong_usage(
    randnotiz: Run, address: str, said: str
) -> None:
    done = randnotiz("migrate", code=2, on=address)

    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_is_missing_is_named(randnotiz: Run) -> None:
    done = randnotiz("migrate", code=1, on="sqlite:////nowhere/at/all.db")

    assert "the folder /nowhere/at of --database is missing" in done.stderr


def test_a_file_that_is_no_database_is_left_alone(
    randnotiz: Run, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)

    randnotiz("check", code=1, on=f"sqlite:///{path}")

    assert path.read_text() == "These are my notes. " * 100


def test_a_setting_that_cannot_be_read_is_wrong_usage(
    randnotiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANDNOTIZ_PORT", "many")

    done = randnotiz("serve", code=2)

    assert (
        "RANDNOTIZ_PORT needs a whole number from 0 to 65535, not 'many'" in done.stderr
    )


def test_a_wrong_mail_server_is_told_before_anything_listens(
    randnotiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANDNOTIZ_SMTP_URL", "http://secret@x")

    done = randnotiz("serve", "--port", "0", code=2)

    assert done.stdout == ""
    assert "RANDNOTIZ_SMTP_URL needs smtp://user:password@host:port" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("what", "file_format"), [("text", "csv"), ("synopsis", "markdown")]
)
def test_a_format_that_does_not_hold_it_is_wrong_usage(
    randnotiz: Run, what: str, file_format: str
) -> None:
    done = randnotiz("export", "x", "--what", what, "--format", file_format, code=2)

    assert "--format is one of" in done.stderr


def test_a_synopsis_of_the_first_revision_has_nothing_to_compare(
    randnotiz: Run, draft: Draft
) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")

    done = randnotiz("export", "rahmen", "--what", "synopsis", code=1)

    assert "revision 1 has none before it" in done.stderr


def test_a_database_that_is_missing_is_not_well(randnotiz: Run, tmp_path: Path) -> None:
    path = tmp_path / "mistyped.db"

    done = randnotiz("check", code=1, on=f"sqlite:///{path}")

    assert "there is no database" in done.stderr
    assert not path.exists()


def test_a_token_opens_the_service_for_its_role(randnotiz: Run, database: str) -> None:
    token = randnotiz("token", "--role", "drafter", "--name", "Jana").stdout.strip()

    with Store.open(database) as store:
        actor = store.read_now(accounts.actor_of_token, token, now=factories.NOW)
    assert actor.person is not None
    assert (actor.person.name, actor.person.role) == ("Jana", "drafter")


def test_a_link_leads_to_the_button_that_signs_in(
    randnotiz: Run, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANDNOTIZ_BASE_URL", "https://text.example.org/")

    link = randnotiz("link", "--role", "admin", "--name", "Ingo", "--lang", "en")

    address = "https://text.example.org/en/sign-in/"
    assert link.stdout.startswith(address)
    secret = link.stdout.strip().removeprefix(address)
    with Store.open(database) as store:
        issued = store.write_now(accounts.redeem, secret, now=factories.NOW)
    assert issued is not None
    assert issued.person.role == "admin"
    assert link.stderr == ""


def test_a_link_says_where_its_address_comes_from_and_how_to_give_another(
    randnotiz: Run,
) -> None:
    guessed = randnotiz("link", "--role", "admin", "--name", "Ingo")
    named = randnotiz(
        "link", "--role", "admin", "--name", "Ingo", "--base-url", "http://text:3"
    )
    wrong = randnotiz(
        "link", "--role", "admin", "--name", "Ingo", "--base-url", "foo", code=2
    )

    assert guessed.stdout.startswith("http://127.0.0.1:8000/de/sign-in/")
    assert "RANDNOTIZ_BASE_URL is not set" in guessed.stderr
    assert "--base-url" in guessed.stderr
    assert named.stdout.startswith("http://text:3/de/sign-in/")
    assert "RANDNOTIZ_BASE_URL" not in named.stderr
    assert "argument --base-url: needs an address such as" in wrong.stderr


def test_a_second_link_is_for_the_same_person(randnotiz: Run, database: str) -> None:
    drafter = ("link", "--role", "drafter", "--name", "Tomasz Hartleb")
    first, second = randnotiz(*drafter), randnotiz(*drafter)
    other = randnotiz(*drafter, "--email", "tomasz@stadt.example")
    refused = randnotiz(
        "link", "--role", "citizen", "--name", "T", "--email", "tomasz@stadt.example",
        code=1,
    )  # fmt: skip

    assert "who has an account" not in first.stderr
    assert "'Tomasz Hartleb', who has an account" in second.stderr
    assert "who has an account" not in other.stderr
    assert "is that of 'Tomasz Hartleb', role drafter" in refused.stderr
    with Store.open(database) as store:
        assert len(store.read_now(people.list_staff)) == 2


def test_a_link_is_for_nobody_who_only_has_the_same_name(
    randnotiz: Run, database: str
) -> None:
    with Store.open(database) as store:
        store.write_now(operator, now=factories.NOW)
    citizen = ("link", "--role", "citizen", "--name", "Wortklauber")

    randnotiz(*citizen)
    for one in (citizen, ("link", "--role", "admin", "--name", NAME)):
        assert "who has an account" not in randnotiz(*one).stderr


@pytest.mark.parametrize("file_format", ["markdown", "html", "docx", "odt"])
def test_an_exported_text_can_be_imported_again(
    randnotiz: Run, draft: Draft, tmp_path: Path, file_format: str
) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")
    name = {"markdown": "aus.md"}.get(file_format, f"aus.{file_format}")

    randnotiz("export", "rahmen", "--format", file_format, "-o", name)
    again = randnotiz("import", name, "--document", "rahmen", "--dry-run").stdout

    assert "kept: 3" in again


def test_an_older_revision_can_be_exported(randnotiz: Run, draft: Draft) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")
    randnotiz("import", draft(NEW), "--document", "rahmen")

    text = randnotiz("export", "rahmen", "--revision", "1").stdout

    assert "alte Worte" in text
    randnotiz("export", "rahmen", "--revision", "7", code=1)


def test_a_gate_that_is_required_needs_a_public_reason(
    randnotiz: Run, draft: Draft, database: str
) -> None:
    with Store.open(database) as store:
        within = factories.process(store, gate="require")
        factories.document(
            store,
            ["# Titel", "Hier stehen alte Worte.", "Bleibt so."],
            within=within,
        )

    refused = randnotiz("import", draft(NEW), "--document", "rahmen", code=1)
    randnotiz("import", draft(NEW), "--document", "rahmen", "--override", "Eilig.")

    assert "the gate is closed" in refused.stderr


def test_reanchor_answers_line_by_line(randnotiz: Run) -> None:
    line = {
        "id": "p",
        "version_a": ["Der alte Text steht hier."],
        "version_b": ["Neu davor.", "Der alte Text steht hier."],
        "ranges": [{"id": "r", "range": [0, 4, 0, 13]}],
    }

    done = randnotiz("reanchor", sends=json.dumps(line) + "\n\n", on=None)

    found, pair = (json.loads(each) for each in done.stdout.splitlines())
    assert (found["id"], found["pieces"], found["verdict"]) == (
        "r",
        [[1, 4, 13]],
        "kept",
    )
    assert (pair["pair"], pair["links"]) == ("p", [[0, 1]])


@pytest.mark.parametrize("line", ["no json", "[]", '{"version_a": 5}', "\ud800"])
def test_reanchor_names_the_line_that_cannot_be_read(randnotiz: Run, line: str) -> None:
    sent = "\n" + line.encode("utf-8", "replace").decode() + "\n"

    assert "line 2" in randnotiz("reanchor", sends=sent, code=1, on=None).stderr


def test_migrating_twice_does_nothing_the_second_time(randnotiz: Run) -> None:
    assert "migrated" in randnotiz("migrate").stdout
    assert "nothing to do" in randnotiz("migrate").stdout


def test_no_command_shows_the_operators_account_as_one_to_sign_in_with(
    randnotiz: Run, draft: Draft, database: str
) -> None:
    randnotiz("import", draft(OLD), "--document", "rahmen")

    with Store.open(database) as store, pytest.raises(Invalid):
        store.write_now(
            accounts.request_link,
            email="operator",
            name="",
            now=factories.NOW,
            lang="de",
        )


@pytest.fixture
def discussed(database: str) -> None:
    """Publish two revisions with a comment between them that has an answer."""
    with Store.open(database) as store:
        drafter = factories.actor(store, "drafter")
        citizen = factories.actor(store, "citizen", "Rike B.")
        factories.document(
            store, ["Hier stehen alte Worte.", "Bleibt so."], drafter=drafter
        )
        made = factories.annotation(
            store, citizen, "alte Worte", fields={"body": "=1+1 <b>"}
        )
        factories.annotation(store, citizen, "Bleibt so.")
        store.write_now(
            answering.answer,
            drafter,
            made.id,
            requests.answer({"outcome": "accepted", "reason": "Ja, neu."}),
            now=factories.NOW,
        )
        factories.next_revision(
            store, drafter, ["Hier stehen neue Worte.", "Bleibt so."]
        )
        later = Disposition(2, "declined", "Doch nicht.", "decided", note="intern")
        store.write_now(
            lambda unit: insert_disposition(
                unit.connection,
                StoredDisposition(
                    made.id, later, drafter.require("answer"), factories.NOW, None
                ),
            )
        )


@pytest.mark.usefixtures("discussed")
def test_comments_and_answers_are_exported_as_tables(randnotiz: Run) -> None:
    listed = randnotiz("export", "rahmen", "--what", "annotations", "--format", "json")
    answers = randnotiz("export", "rahmen", "--what", "dispositions").stdout

    rows = json.loads(listed.stdout)
    assert [row["quote"] for row in rows] == ["alte Worte", "Bleibt so."]
    assert [row["verdict"] for row in rows] == ["changed", "kept"]
    (answer,) = csv.DictReader(
        io.StringIO(answers.removeprefix("\ufeff")), delimiter=";"
    )
    assert (answer["Ergebnis"], answer["Begründung"]) == ("Übernommen", "Ja, neu.")
    # Not a formula for the spreadsheet that opens it.
    assert answer["Stellungnahme"] == "'=1+1 <b>"


@pytest.mark.usefixtures("discussed")
@pytest.mark.parametrize("file_format", ["docx", "odt"])
def test_a_text_is_exported_with_its_comments_and_changes(
    randnotiz: Run, tmp_path: Path, file_format: str
) -> None:
    name = f"text.{file_format}"
    choice = ("--comments", "--changes", "--format", file_format)

    randnotiz("export", "rahmen", *choice, "-o", name)

    data = (tmp_path / name).read_bytes()
    found = read_docx(data) if file_format == "docx" else read_odt(data)
    assert [quote for quote, _ in found.quotes()] == ["neue Worte", "Bleibt so."]
    assert found.changes == 2
    randnotiz("export", "rahmen", "--comments", code=2)


@pytest.mark.usefixtures("discussed")
def test_a_synopsis_has_the_comments_between_the_wordings(randnotiz: Run) -> None:
    page = randnotiz("export", "rahmen", "--what", "synopsis", "--format", "html")
    randnotiz("export", "rahmen", "--what", "synopsis", "--revision", "1", code=1)

    assert '<th scope="col">Bisheriger Text</th>' in page.stdout
    first = page.stdout.split("<tbody>")[1].split("</tr>")[0]
    cells = re.findall(r"<td>(.*?)</td>", first, re.DOTALL)
    assert cells == [
        "Bearbeitet",
        "Hier stehen <del>alte</del> Worte.",
        "<p><strong>Rike B.: </strong>=1+1 &lt;b&gt;</p><p>→ Übernommen: Ja, neu.</p>",
        "Hier stehen <ins>neue</ins> Worte.",
    ]
