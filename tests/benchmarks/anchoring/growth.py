"""How the time grows with the text and with the number of annotations."""

import random
import time
from collections.abc import Sequence
from itertools import islice

from annotations.anchor import Anchor, Place
from annotations.reanchoring import ALGORITHM, Transition, reanchor
from annotations.selector import Position, Quote
from versions.lineage import trace_texts

_LENGTHS = (1_250, 2_500, 5_000, 10_000, 20_000)
_ANNOTATIONS, _PARAGRAPHS = 10_000, 1_500
_CHANGED = 0.15  # of the paragraphs
_WORDS = [
    "Stadt",
    "Senat",
    "Bericht",
    "Ziel",
    "Daten",
    "Menschen",
    "offen",
    "digital",
    "Verwaltung",
    "Antrag",
    "prüfen",
    "veröffentlichen",
    "jährlich",
    "Bürgerinnen",
    "Bezirk",
    "Umsetzung",
    "Vorhaben",
    "Beteiligung",
]


def grown(length: int) -> tuple[list[str], list[str]]:
    """Return a text of `length` paragraphs, and its next state.

    Of a hundred paragraphs about nine are edited, two deleted, two added, two moved.
    """
    choose = random.Random(length)  # noqa: S311 - the same text in every run
    old = [
        f"({number}) " + " ".join(choose.choices(_WORDS, k=choose.randint(4, 60))) + "."
        for number in range(length)
    ]
    new: list[str] = []
    for text in old:
        if choose.random() > _CHANGED:
            new.append(text)
            continue
        words = text.split()
        kind = choose.choices(("edit", "delete", "add", "move"), (9, 2, 2, 2))[0]
        if kind == "edit":
            words[choose.randrange(len(words))] = choose.choice(_WORDS)
            new.append(" ".join(words))
        elif kind == "add":
            new += [text, " ".join(choose.choices(_WORDS, k=20))]
        elif kind == "move":
            new.insert(choose.randrange(len(new) + 1), text)
    return old, new


def growth() -> list[tuple[int, float]]:
    """Return (paragraphs, ms for their lineage), the best of three."""
    return [(length, _best(*grown(length))) for length in _LENGTHS]


def _best(old: Sequence[str], new: Sequence[str]) -> float:
    times: list[float] = []
    for _ in range(3):
        started = time.process_time()
        trace_texts(old, new)
        times.append((time.process_time() - started) * 1000)
    return min(times)


def crowded() -> tuple[float, float]:
    """Return seconds for lineage and then for all annotations of a crowded text."""
    old, new = grown(_PARAGRAPHS)
    choose = random.Random(1)  # noqa: S311 - the same passages in every run
    made = [
        (Anchor("kept", _passage(choose, old), 1.0, "made", ALGORITHM), Quote(""))
        for _ in range(_ANNOTATIONS)
    ]
    best: list[tuple[float, float]] = []
    for _ in range(3):
        started = time.process_time()
        lineage = trace_texts(old, new)
        traced = time.process_time()
        transition = Transition(
            ({str(k): k for k in range(len(old))}, old),
            (list(map(str, range(len(new)))), new),
            lineage,
        )
        reanchor(transition, made)
        best.append((traced - started, time.process_time() - traced))
    return min(best, key=sum)


def _passage(choose: random.Random, texts: Sequence[str]) -> Place:
    index = choose.randrange(len(texts))
    start, end = islice(sorted(choose.sample(range(len(texts[index]) + 1), 2)), 2)
    return Place(Position(str(index), start), Position(str(index), end))
