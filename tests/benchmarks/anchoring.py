"""Print how well and how fast anchors and paragraphs are followed on a corpus.

Usage: `python -m tests.benchmarks.anchoring [CORPUS]`. The corpus is the folder given,
or the one in RANDNOTIZ_ANCHORING_CORPUS, or `../shared/anchoring`; it holds
`dev/{synth,real}_{pairs,cases}.jsonl.gz`. Its README defines the fields and figures:
exact: the same pieces, edge punctuation apart; wrong: another place altogether; false
orphan: given up though there; false anchor: put somewhere though deleted; good: at
least 0.8 of the characters in common, or rightly an orphan. Cases of which the corpus
itself says that both answers are right are left out.
"""

import gzip
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotations.reanchor_lines import answers

_GOOD = 0.8  # share of characters in common
Row = dict[str, Any]
Pieces = list[tuple[int, int, int]]


def _load(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _trimmed(pieces: Sequence[Sequence[int]] | None, texts: Sequence[str]) -> Pieces:
    """Return the pieces without edge punctuation, joined where only that parts them."""
    found: Pieces = []
    for paragraph, first, last in sorted(map(tuple, pieces or ())):
        text, start, end = texts[paragraph], first, last
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start == end:
            continue
        if found and found[-1][0] == paragraph:
            between = text[found[-1][2] : start]
            if not any(c.isalnum() for c in between):
                start = found.pop()[1]
        found.append((paragraph, start, end))
    return found


def _characters(pieces: Pieces) -> set[tuple[int, int]]:
    return {(p, k) for p, start, end in pieces for k in range(start, end)}


def _judged(case: Row, answer: Row, texts: Sequence[str]) -> Counter[str]:
    """Return what is to be counted for one case."""
    found = _trimmed(answer["pieces"], texts)
    if case["truth"] == "deleted":
        return Counter(n=1, deleted=1, false_anchor=bool(found), good=not found)
    best, exact = 0.0, False
    for truth in (case["truth"], case.get("alt")):
        if truth:
            expected = _trimmed(truth, texts)
            ours, theirs = _characters(found), _characters(expected)
            best = max(best, len(ours & theirs) / len(ours | theirs))
            exact = exact or found == expected
    return Counter(
        n=1,
        there=1,
        exact=exact,
        wrong=bool(found) and best == 0,
        false_orphan=not found,
        good=best >= _GOOD,
    )


def _links(pair: Row, found: set[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the label of each old paragraph and whether its links are right."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for old, new in found:
        ours[old].add(new)
    for old, new in pair["links"]:
        theirs[old].add(new)
    for old, label in enumerate(pair["labels_a"]):
        yield label, ours[old] == theirs[old]


def measure(corpus: Path, track: str) -> None:
    """Print the figures of one track."""
    pairs = _load(corpus / "dev" / f"{track}_pairs.jsonl.gz")
    cases: dict[str, list[Row]] = defaultdict(list)
    for case in _load(corpus / "dev" / f"{track}_cases.jsonl.gz"):
        cases[case["pair"]].append(case)
    figures: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, list[bool]] = defaultdict(list)
    right = ours = theirs = paragraphs = count = 0
    spent_ms = 0.0
    for pair in pairs:
        *found, last = answers({**pair, "ranges": cases[pair["id"]]})
        spent_ms += float(str(last["ms"]))
        paragraphs += len(pair["version_a"])
        count += len(found)
        for case, answer in zip(cases[pair["id"]], found, strict=True):
            if not case["either"]:
                judged = _judged(case, answer, pair["version_b"])
                figures["all"] += judged
                figures[case["cat"]] += judged
        if "links" in pair:
            linked = {(old, new) for old, new in _numbers(last["links"])}
            truth = {(old, new) for old, new in pair["links"]}
            right, ours = right + len(linked & truth), ours + len(linked)
            theirs += len(truth)
            for label, correct in _links(pair, linked):
                labels[label].append(correct)
    print(f"\n{track:20}    n  exact  wrong  f.orphan  f.anchor   good  (percent)")
    for name, f in sorted(figures.items()):
        print(
            f"{name:20} {f['n']:4}"
            + _percent(f["exact"], f["there"], 7)
            + _percent(f["wrong"], f["there"], 7)
            + _percent(f["false_orphan"], f["there"], 10)
            + _percent(f["false_anchor"], f["deleted"], 10)
            + _percent(f["good"], f["n"], 7)
        )
    if labels:
        print(
            f"paragraph links: F1 {200 * right / (ours + theirs):.2f} %; exactly right:"
        )
        for label, rights in sorted(labels.items()):
            print(f"  {label:18}" + _percent(sum(rights), len(rights), 7))
    print(
        f"{count / spent_ms * 1000:.0f} annotations/s, "
        f"{spent_ms / paragraphs * 1000:.1f} ms per 1,000 paragraphs"
    )


def _numbers(links: object) -> list[list[int]]:
    return links if isinstance(links, list) else []


def _percent(part: int, whole: int, width: int) -> str:
    return f"{100 * part / whole:{width}.1f}" if whole else f"{'-':>{width}}"


def main() -> int:
    """Run both tracks; return 1 if there is no corpus."""
    default = os.environ.get("RANDNOTIZ_ANCHORING_CORPUS", "../shared/anchoring")
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    if not (corpus / "dev").is_dir():
        print(f"no anchoring corpus in {corpus}", file=sys.stderr)
        return 1
    for track in ("synth", "real"):
        measure(corpus, track)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
