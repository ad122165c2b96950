"""Recorded edits of our own on the real texts, so that tuning on the corpus shows.

The corpus's own edits are what the engine was tuned on. These have other seeds, and
other shares of each kind of edit, on texts of the real track that its synthetic track
does not hold in this form. Every token carries its origin, so what became of a passage
is known: the hull of what survived or was replaced, cut where words from outside lie
between.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.benchmarks.anchoring.corpus import Row

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_STOP = re.compile(r"[.!?;:]")
_EITHER = 0.25  # of the letters; with less left both answers are right
_PASSAGES = 40  # a text
_SEED = 7_000
_LETTERS = "aeinrst"
_SHARES = {
    "edit": 22,
    "heavy": 8,
    "rewrite": 9,
    "insert sentence": 6,
    "delete sentence": 7,
    "swap sentences": 5,
    "split": 8,
    "merge": 8,
    "move": 9,
    "move and edit": 8,
    "move a block": 3,
    "delete": 8,
    "delete a block": 2,
    "insert": 8,
    "replace": 3,
}
_DENSITIES = (0.08, 0.2, 0.4)  # edits for each paragraph


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign or space; `origin` is its (paragraph, start) in the old text.

    `equal` says that it still is the old word and did not take its place.
    """

    text: str
    origin: tuple[int, int] | None = None
    equal: bool = True

    @property
    def is_word(self) -> bool:
        """Return whether it is a word or number."""
        return self.text[0].isalnum()


Paragraph = list[Token]


def pairs_of_our_own(real: Sequence[Row]) -> list[Row]:
    """Return edited pairs made from the first versions of `real`, a track of rows."""
    firsts = {row["doc"]: row for row in reversed(real)}
    docs = sorted(firsts)
    pairs: list[Row] = []
    for k, doc in enumerate(docs):
        choose = random.Random(_SEED + k)  # noqa: S311 - the same edits in every run
        donor = firsts[docs[k - 1]]["version_b"]
        edited = _Edited(firsts[doc], donor, choose)
        pairs.append(edited.row(_DENSITIES[k % len(_DENSITIES)]))
    return pairs


class _Edited:
    """A text while it is edited; `donor` is one that new words come from."""

    def __init__(
        self, source: Row, donor: Sequence[str], choose: random.Random
    ) -> None:
        self._source, self._choose = source, choose
        self._old: list[str] = source["version_a"]
        self._donor = [text for text in donor if text.strip()]
        self._new = [_tokens(text, k) for k, text in enumerate(self._old)]
        self._moved: set[int] = set()
        self._kinds: dict[int, str] = {}

    def row(self, density: float) -> Row:
        """Return the pair with its passages, in the form of the corpus."""
        for _ in range(max(3, int(density * len(self._old)))):
            (kind,) = self._choose.choices(list(_SHARES), list(_SHARES.values()))
            self._edit(kind, self._choose.randrange(len(self._new)))
        if self._choose.random() < 0.4:
            self._rename()
        if self._choose.random() < 0.4:
            self._renumber()
        self._new = [p for p in map(_stripped, self._new) if p]
        texts = ["".join(t.text for t in p) for p in self._new]
        links = sorted(
            {
                (t.origin[0], j)
                for j, p in enumerate(self._new)
                for t in p
                if t.origin and not t.text.isspace()
            }
        )
        pair = f"own-{self._source['doc']}"
        return {
            "id": pair,
            "lang": self._source["lang"],
            "version_a": self._old,
            "version_b": texts,
            "links": links,
            "labels_a": self._labels(links, texts),
            "ranges": [
                {"id": f"{pair}-{k:03}", **case}
                for k, case in enumerate(self._passages())
            ],
        }

    def _edit(self, kind: str, at: int) -> None:
        new, choose = self._new, self._choose
        place = choose.randrange(len(new))
        for token in new[at]:
            if token.origin:
                self._kinds.setdefault(token.origin[0], kind)
        if kind in ("edit", "heavy", "rewrite", "move and edit"):
            new[at] = self._worked(new[at], kind)
        elif kind.endswith("sentence") or kind in ("swap sentences", "split"):
            self._sentences(kind, at)
        elif kind == "merge" and at + 1 < len(new):
            new[at : at + 2] = [[*new[at], Token(" "), *new[at + 1]]]
        elif kind in ("delete", "delete a block", "replace"):
            del new[at : at + (choose.randint(2, 5) if "block" in kind else 1)]
        if kind in ("insert", "replace"):
            new[at:at] = [_tokens(choose.choice(self._donor))]
        if kind.startswith("move"):
            size = choose.randint(2, 4) if "block" in kind else 1
            block = new[at : at + size]
            del new[at : at + size]
            self._moved.update(t.origin[0] for p in block for t in p if t.origin)
            new[place:place] = block
        if not new:
            new.append(_tokens(self._donor[0]))

    def _worked(self, paragraph: Paragraph, kind: str) -> Paragraph:
        """Return it with words replaced, inserted, deleted and misspelt."""
        choose = self._choose
        words = sum(t.is_word for t in paragraph)
        if kind == "rewrite":
            times = max(1, int(words * choose.uniform(0.35, 0.65)))
        else:
            times = max(1, int(words * choose.uniform(0.15, 0.3))) if words else 0
            times = choose.randint(1, 3) if kind != "heavy" else times
        done = list(paragraph)
        for _ in range(times):
            at = choose.randrange(len(done)) if done else 0
            if not done or not done[at].is_word:
                continue
            old = done[at]
            (how,) = choose.choices(
                ("replace", "insert", "delete", "phrase", "spell"), (40, 15, 15, 15, 15)
            )
            if how == "replace":
                done[at] = replace(old, text=self._words(1), equal=False)
            elif how == "insert":
                done[at:at] = [*_tokens(self._words(choose.randint(1, 4))), Token(" ")]
            elif how == "delete":
                del done[at : at + 2 * choose.randint(1, 3)]
            elif how == "phrase":
                done[at : at + 5] = _tokens(self._words(choose.randint(2, 6)))
            else:
                done[at] = replace(old, text=_misspelt(old.text, choose))
        return done

    def _words(self, count: int) -> str:
        """Return `count` neighbouring words of the donor."""
        words = re.findall(r"\w+", self._choose.choice(self._donor)) or ["neu"]
        at = self._choose.randrange(len(words))
        return " ".join(words[at : at + count])

    def _sentences(self, kind: str, at: int) -> None:
        """Insert, delete or swap sentences, or split behind one."""
        parts = _sentences(self._new[at])
        cut = self._choose.randrange(len(parts)) if parts else 0
        if kind == "insert sentence":
            text = self._choose.choice(self._donor).split(". ")[0] + "."
            parts[cut:cut] = [[*_tokens(text), Token(" ")]]
        elif len(parts) < 2:
            return
        elif kind == "delete sentence":
            del parts[cut]
        elif kind == "swap sentences":
            parts[-1] = [*parts[-1], Token(" ")]
            parts.insert(self._choose.randrange(len(parts)), parts.pop(cut))
        elif cut:
            self._new[at : at + 1] = [_joined(parts[:cut]), _joined(parts[cut:])]
            return
        self._new[at] = _joined(parts)

    def _rename(self) -> None:
        """Put one word in the place of another everywhere."""
        words = [t.text for p in self._new for t in p if t.is_word and len(t.text) > 6]
        if words:
            old, word = self._choose.choice(words), self._words(1)
            self._new = [
                [replace(t, text=word, equal=False) if t.text == old else t for t in p]
                for p in self._new
            ]

    def _renumber(self) -> None:
        """Count all numbers behind "§" or in brackets from one place on up by one."""
        first = self._choose.randint(2, 12)
        for p in self._new:
            for k, t in enumerate(p):
                before = "".join(u.text for u in p[max(0, k - 2) : k]).strip()
                if before in ("§", "(") and t.text.isdigit() and int(t.text) >= first:
                    p[k] = replace(t, text=str(int(t.text) + 1), equal=False)

    def _labels(
        self, links: Sequence[tuple[int, int]], texts: Sequence[str]
    ) -> list[str]:
        forth: dict[int, list[int]] = defaultdict(list)
        back: dict[int, list[int]] = defaultdict(list)
        for i, j in links:
            forth[i].append(j)
            back[j].append(i)
        labels: list[str] = []
        for i, text in enumerate(self._old):
            there = forth[i]
            if not there:
                labels.append("deleted")
            elif len(there) > 1:
                labels.append("split")
            elif len(back[there[0]]) > 1:
                labels.append("merged")
            else:
                label = "kept" if texts[there[0]] == text else "edited"
                labels.append(label + "+moved" * (i in self._moved))
        return labels

    def _passages(self) -> Iterator[Row]:
        """Yield passages, half of them in paragraphs that were worked on."""
        choose = self._choose
        touched = sorted(i for i in self._kinds if _words_of(self._old[i]))
        for k in range(_PASSAGES):
            pool = touched if k % 2 and touched else range(len(self._old))
            index = choose.choice(pool)
            words = _words_of(self._old[index])
            if not words:
                continue
            size = choose.choice((1, 4, 8, 15, len(words)))
            first = choose.randrange(max(1, len(words) - size))
            last = min(len(words), first + size) - 1
            start, end = words[first][0], words[last][1]
            yield self._case(index, start, end)

    def _case(self, index: int, start: int, end: int) -> Row:
        inside = {
            (index, match.start())
            for match in _TOKEN.finditer(self._old[index])
            if start <= match.start() < end
        }
        with_new = list(self._pieces(inside, replaced=True))
        without = list(self._pieces(inside, replaced=False))
        letters = sum(c.isalnum() for c in self._old[index][start:end])
        left = sum(
            sum(c.isalnum() for c in t.text)
            for p in self._new
            for t in p
            if t.origin in inside and t.equal
        )
        return {
            "range": [index, start, index, end],
            "quote": self._old[index][start:end],
            "cat": self._kinds.get(index, "kept"),
            "truth": with_new or "deleted",
            "alt": without or None,
            "either": bool(with_new) and left < _EITHER * letters,
        }

    def _pieces(
        self, inside: set[tuple[int, int]], *, replaced: bool
    ) -> Iterator[list[int]]:
        for j, paragraph in enumerate(self._new):
            at = 0
            start = end = -1
            for token in paragraph:
                if token.origin in inside and token.is_word:
                    if token.equal or replaced:
                        start, end = at if start < 0 else start, at + len(token.text)
                elif token.origin and token.is_word and start >= 0:
                    yield [j, start, end]
                    start = -1
                at += len(token.text)
            if start >= 0:
                yield [j, start, end]


def _tokens(text: str, paragraph: int = -1) -> Paragraph:
    return [
        Token(m.group(), (paragraph, m.start()) if paragraph >= 0 else None)
        for m in _TOKEN.finditer(text)
    ]


def _stripped(paragraph: Paragraph) -> Paragraph:
    spaces = [k for k, t in enumerate(paragraph) if not t.text.isspace()]
    return paragraph[spaces[0] : spaces[-1] + 1] if spaces else []


def _sentences(paragraph: Paragraph) -> list[Paragraph]:
    """Cut where a space follows a stop."""
    parts: list[Paragraph] = [[]]
    for before, token in zip([None, *paragraph], paragraph, strict=False):
        parts[-1].append(token)
        if before and token.text.isspace() and _STOP.match(before.text):
            parts.append([])
    return [part for part in parts if part]


def _joined(parts: Sequence[Paragraph]) -> Paragraph:
    return [token for part in parts for token in part]


def _misspelt(word: str, choose: random.Random) -> str:
    at = choose.randrange(len(word))
    if len(word) > 3 and choose.random() < 0.5:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word + choose.choice(_LETTERS)


def _words_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\w+", text)]
