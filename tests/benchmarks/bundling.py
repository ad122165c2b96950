"""Find what says the same among 10,000 comments, four in ten copies of campaigns.

Copies differ in up to eight of sixty words; all others are written with the frequencies
of a language, on passages all over a text of 1,500 paragraphs. The time is that of the
processor.
"""

import random
import time
from collections.abc import Iterator
from itertools import accumulate

from annotations.bundling import Said, group_alike
from tests.benchmarks.figures import Figure
from versions.text import Point, Range

COMMENTS = 10_000
FEW = 1_000
CAMPAIGNS = 20
COPIES = 0.4  # of all comments
LENGTHS = (3, 60)  # words
CHANGED = 8  # words of a copy, at most
PARAGRAPHS = 1_500
NEEDED_S = 10.0
# The nth word of a language comes about 1/n as often as the first (Zipf).
WEIGHTS = list(accumulate(1 / rank for rank in range(2, 20_002)))
WORDS = [f"wort{rank}" for rank in range(len(WEIGHTS))]


def run() -> list[Figure]:
    """Measure a round that is flooded, beside one a tenth of its size."""
    return [
        Figure(
            f"bundles proposed among {COMMENTS:,} comments",
            _seconds(COMMENTS),
            "s",
            NEEDED_S,
            baseline=_seconds(FEW),
            baseline_is=f"{FEW:,} comments",
        )
    ]


def _seconds(count: int) -> float:
    choose = random.Random(1)  # noqa: S311 - no secret
    remarks = list(_remarks(choose, count))
    begun = time.process_time()
    group_alike(remarks)
    return time.process_time() - begun


def _remarks(choose: random.Random, count: int) -> Iterator[Said]:
    longest = LENGTHS[1]
    campaigns = [_words(choose, longest) for _ in range(CAMPAIGNS)]
    for number in range(count):
        words = _words(choose, choose.randint(*LENGTHS))
        if choose.random() < COPIES:
            words = list(choose.choice(campaigns))
            for _ in range(choose.randint(0, CHANGED)):
                (words[choose.randrange(longest)],) = _words(choose, 1)
        paragraph, start = choose.randrange(PARAGRAPHS), choose.randrange(300)
        end = Point(paragraph, start + choose.randint(8, 80))
        place = Range(Point(paragraph, start), end)
        yield Said(f"{number:05}", " ".join(words), place)


def _words(choose: random.Random, count: int) -> list[str]:
    return choose.choices(WORDS, cum_weights=WEIGHTS, k=count)
