"""What the answers of a method are worth.

exact: the same pieces, edge punctuation apart; wrong: another place altogether; false
orphan: given up though there; false anchor: put somewhere though deleted; good: at
least 0.8 of the characters in common, or rightly an orphan. Passages of which the
corpus says that both answers are right are left out. For paragraphs it says so nowhere;
those of which less than a quarter of the words is left are counted apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.anchoring.corpus import Row
from versions.tokens import WORD

_GOOD = 0.8  # share of characters in common
_LEFT = 0.25  # share of words; with less the corpus counts neither answer to a passage
Pieces = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Unlike:
    """An old paragraph with other links than ours, of whose words hardly any is left."""

    pair: str
    label: str
    old: str
    news: tuple[str, ...]


@dataclass
class Score:
    """Counts of passages by category, of links, and the time that was reported."""

    passages: dict[str, Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    paragraphs: dict[str, Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    links: Counter[str] = field(default_factory=Counter)
    unlike: list[Unlike] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    spent_ms: float = 0.0
    count: int = 0
    length: int = 0  # old paragraphs

    def share(self, category: str, part: str, of: str) -> float | None:
        """Return a percentage, None if there is nothing to have a share in."""
        counts = self.passages.get(category, Counter())
        return 100 * counts[part] / counts[of] if counts[of] else None

    @property
    def f1(self) -> float | None:
        """Return the F1 of the links in percent, None if none were answered."""
        both = self.links["ours"] + self.links["theirs"]
        return 200 * self.links["right"] / both if self.links["ours"] else None

    def linked(self, label: str) -> float | None:
        """Return the percentage of old paragraphs with exactly the right links."""
        counts = self.paragraphs.get(label, Counter())
        return 100 * counts["right"] / counts["n"] if counts["n"] else None

    def linked_if_left(self, label: str) -> float | None:
        """Return the same of those of which a quarter of the words is left."""
        counts = self.paragraphs.get(label, Counter())
        return 100 * counts["left_right"] / counts["left"] if counts["left"] else None


def score(pairs: Sequence[Row], answers: Iterable[Row]) -> Score:
    """Return how good `answers` are: lines as `randnotiz reanchor` writes them."""
    found: dict[str, Row] = {}
    of_pair: dict[str, Row] = {}
    for answer in answers:
        (of_pair if "pair" in answer else found)[
            str(answer.get("pair", answer.get("id")))
        ] = answer
    total = Score()
    for pair in pairs:
        total.count += len(pair["ranges"])
        total.length += len(pair["version_a"])
        total.spent_ms += of_pair[pair["id"]].get("ms", 0.0)
        for case in pair["ranges"]:
            if not case["either"]:
                pieces = found[case["id"]]["pieces"]
                judged = _judged(case, pieces, pair["version_b"])
                total.passages["all"] += judged
                total.passages[case["cat"]] += judged
                if not judged["good"]:
                    total.failed.append(case["id"])
        links = of_pair[pair["id"]].get("links")
        if "links" in pair and links is not None:
            _count_links(total, pair, {(old, new) for old, new in links})
    return total


def _judged(
    case: Row, pieces: Sequence[Sequence[int]] | None, texts: Sequence[str]
) -> Counter[str]:
    """Return what is to be counted for one passage."""
    found = _trimmed(pieces, texts)
    if case["truth"] == "deleted":
        return Counter(n=1, deleted=1, false_anchor=bool(found), good=not found)
    best, exact = 0.0, False
    for truth in (case["truth"], case.get("alt")):
        if truth:
            expected = _trimmed(truth, texts)
            ours, theirs = _characters(found), _characters(expected)
            best = max(best, len(ours & theirs) / max(1, len(ours | theirs)))
            exact = exact or found == expected
    return Counter(
        n=1,
        there=1,
        exact=exact,
        wrong=bool(found) and best == 0,
        false_orphan=not found,
        good=best >= _GOOD,
    )


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


def _count_links(total: Score, pair: Row, links: set[tuple[int, int]]) -> None:
    truth = {(old, new) for old, new in pair["links"]}
    total.links.update(right=len(links & truth), ours=len(links), theirs=len(truth))
    ours, theirs = _by_old(links), _by_old(truth)
    for old, label in enumerate(pair["labels_a"]):
        is_right = ours[old] == theirs[old]
        text = pair["version_a"][old]
        news = tuple(pair["version_b"][new] for new in sorted(theirs[old]))
        is_left = _share_left(text, news) >= _LEFT
        total.paragraphs[label].update(
            n=1, right=is_right, left=is_left, left_right=is_left and is_right
        )
        if news and not is_left and not is_right:
            total.unlike.append(Unlike(pair["id"], label, text, news))


def _by_old(links: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for old, new in links:
        found[old].add(new)
    return found


def _share_left(old: str, news: Iterable[str]) -> float:
    """Return how large a share of the words of `old` stands in `news`, in any order."""
    words = Counter(WORD.findall(old))
    there = Counter(word for new in news for word in WORD.findall(new))
    return (words & there).total() / max(1, words.total())
