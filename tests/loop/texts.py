"""Pairs of texts for the loop: real laws where the corpus is, else our own statutes."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("RANDNOTIZ_CORPUS", ROOT.parent / "shared/anchoring"))
OWN = ROOT / "tests/data"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two consecutive versions of a text, as Markdown."""

    name: str
    old: str
    new: str


def corpus_is_there() -> bool:
    """Return whether the folder of real texts is on this machine."""
    return (CORPUS / "dev/real_pairs.jsonl.gz").is_file()


def real_laws(limit: int) -> Iterator[Pair]:
    """Yield pairs of German federal laws (public domain), the shortest first."""
    with gzip.open(CORPUS / "dev/real_pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    laws = [row for row in rows if row["doc"].startswith("gesetze/")]
    for row in sorted(laws, key=lambda row: len(row["version_a"]))[:limit]:
        yield Pair(row["id"], _markdown(row["version_a"]), _markdown(row["version_b"]))


def own_statutes() -> Pair:
    """Return the pair of our own writing, about 120 paragraphs."""
    return Pair(
        "satzung",
        (OWN / "satzung-1.md").read_text(encoding="utf-8"),
        (OWN / "satzung-2.md").read_text(encoding="utf-8"),
    )


def _markdown(paragraphs: list[str]) -> str:
    """Return plain paragraphs as Markdown that says exactly these words."""
    return "\n\n".join(_escaped(text) for text in paragraphs if text.strip()) + "\n"


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|~^$:@\"'=" else c for c in flat)
