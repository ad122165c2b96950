"""The scripts never parse text as HTML: what people wrote stays text."""

import re
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "static/src"

PARSES_HTML = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString"
    r"|createContextualFragment|document\.write|eval)\b"
)


def test_no_script_parses_text_as_html() -> None:
    scripts = sorted(SCRIPTS.rglob("*.ts"))
    assert scripts

    found = [
        f"{script.relative_to(SCRIPTS)}:{number}: {line.strip()}"
        for script in scripts
        for number, line in enumerate(
            script.read_text(encoding="utf-8").splitlines(), 1
        )
        if PARSES_HTML.search(line)
    ]

    assert found == []
