"""The development part of the corpus: pairs of texts, and passages to follow."""

import gzip
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("RANDNOTIZ_CORPUS", ROOT.parent / "shared/anchoring"))
TRACKS = ("synth", "real")

Row = dict[str, Any]


def is_there() -> bool:
    """Return whether the corpus is on this machine."""
    return (CORPUS / "dev/synth_pairs.jsonl.gz").is_file()


def pairs(track: str) -> list[Row]:
    """Return the pairs of a track that have passages, each with them as `ranges`."""
    cases: dict[str, list[Row]] = defaultdict(list)
    for case in _rows(f"{track}_cases"):
        cases[case["pair"]].append(case)
    return [
        {**pair, "ranges": cases[pair["id"]]}
        for pair in _rows(f"{track}_pairs")
        if pair["id"] in cases
    ]


def _rows(name: str) -> list[Row]:
    path = CORPUS / "dev" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
