"""The scripts parse no text as HTML but the server's own fragments.

What people wrote stays text: the server has escaped or sanitised it, and a script
that gets it as JSON puts it in as text.
"""

import re
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "static/src"

PARSES_HTML = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString"
    r"|createContextualFragment|document\.write|eval)\b"
)

# The one function through which rendered threads come in.
SERVER_FRAGMENTS = "shared/dom.ts"


def test_only_the_servers_own_fragments_are_parsed_as_html() -> None:
    scripts = sorted(SCRIPTS.rglob("*.ts"))
    assert scripts

    found = [
        script.relative_to(SCRIPTS).as_posix()
        for script in scripts
        for line in script.read_text(encoding="utf-8").splitlines()
        if PARSES_HTML.search(line)
    ]

    assert found == [SERVER_FRAGMENTS]
