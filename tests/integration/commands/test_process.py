"""The operator sets up a process from a file, and says how it closes its gate."""

from collections.abc import Callable
from pathlib import Path

import pytest

from docservice.db.store import Store
from tests import factories
from tests.docs import pages
from tests.integration.commands.conftest import Run

pytestmark = pytest.mark.integration


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the file that the documentation shows."""
    page = pages.read("operations.md")
    title = "From an empty machine to the first open comment"
    path = tmp_path / "klimaplan.toml"
    path.write_text(pages.code(pages.section(page, title)), "utf-8")
    return path


def test_the_documented_file_makes_a_process_for_texts(
    randnotiz: Run, example: Path, draft: Callable[[str], str]
) -> None:
    tried = randnotiz("process", str(example), "--dry-run").stdout
    assert tried == "would create 'klimaplan' with 2 phases\n"
    assert randnotiz("process", "--list").stdout == ""

    made = randnotiz("process", str(example)).stdout
    assert made == "created 'klimaplan' with 2 phases\n"
    randnotiz(
        "import", draft("# Plan\n"), "--document", "entwurf", "--process", "klimaplan"
    )
    listed = randnotiz("process", "--list").stdout
    assert listed == "klimaplan  require  Klimaplan Auenbrück\n"


def test_a_changed_file_changes_the_process_and_tells_what(
    randnotiz: Run, example: Path
) -> None:
    randnotiz("process", str(example))
    source = example.read_text("utf-8")
    example.write_text(source.replace('"Klimaplan Auenbrück"', '"Plan"'), "utf-8")

    change = "'klimaplan':\n  title: 'Klimaplan Auenbrück' → 'Plan'\n"
    tried = randnotiz("process", str(example), "--dry-run").stdout
    assert tried == f"would change {change}"
    assert randnotiz("process", str(example)).stdout == f"changed {change}"
    again = randnotiz("process", str(example)).stdout
    assert again == "'klimaplan' is what the file says; nothing changed\n"


def test_a_text_that_stood_alone_joins_a_process(
    randnotiz: Run, example: Path, draft: Callable[[str], str]
) -> None:
    randnotiz("process", str(example))
    randnotiz("import", draft("# Plan\n"), "--document", "entwurf")

    joined = randnotiz("process", "klimaplan", "--add", "entwurf").stdout
    assert joined == "'entwurf' now belongs to 'klimaplan'\n"
    again = randnotiz("process", "klimaplan", "--add", "entwurf").stdout
    assert again == "'entwurf' belonged already to 'klimaplan'\n"

    source = example.read_text("utf-8").replace('"klimaplan"', '"anderer"', 1)
    example.write_text(source, "utf-8")
    randnotiz("process", str(example))
    refused = randnotiz("process", "anderer", "--add", "entwurf", code=1)
    assert "belongs to the process 'klimaplan'" in refused.stderr
    missing = randnotiz("process", "anderer", "--add", "keiner", code=1)
    assert "no document 'keiner'" in missing.stderr


def test_a_file_that_cannot_be_read_is_named_with_its_key(
    randnotiz: Run, tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('slug = "plan"\ntitle = "Plan"\nlan = "de"\n', "utf-8")
    refused = randnotiz("process", str(path), code=1).stderr
    assert "plan.toml: lan is no key here; did you mean lang?" in refused

    path.write_bytes(b'title = "Gr\xfcn"')
    assert "not in UTF-8" in randnotiz("process", str(path), code=1).stderr
    path.unlink()
    assert "cannot read" in randnotiz("process", str(path), code=1).stderr
    assert randnotiz("process", "--list").stdout == ""


def test_processes_are_listed_and_a_gate_is_set(randnotiz: Run, database: str) -> None:
    with Store.open(database) as store:
        title = factories.process(store).title

    assert randnotiz("process", "--list").stdout == f"verfahren  advise  {title}\n"
    randnotiz("process", "verfahren", "--gate", "final")

    assert randnotiz("process", "--list").stdout == f"verfahren  final  {title}\n"


def test_what_cannot_be_set_is_said(randnotiz: Run) -> None:
    assert "no process 'keines'" in (
        randnotiz("process", "keines", "--gate", "final", code=1).stderr
    )
    assert "invalid choice" in (
        randnotiz("process", "verfahren", "--gate", "closed", code=2).stderr
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--gate", "final"),
        ("--dry-run",),
        ("plan.toml", "--list"),
        ("verfahren", "--gate", "final", "--dry-run"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    randnotiz: Run, arguments: tuple[str, ...]
) -> None:
    refused = randnotiz("process", *arguments, code=2)

    assert "--gate" in refused.stderr
