"""How fast the machine is at this moment, as plain Python sees it.

Machines that are shared drift by a factor of three within an hour. A figure in seconds
says little without this one: the bounds were met at 18 million additions a second.
"""

import time

from tests.benchmarks.figures import Figure

ADDITIONS = 5_000_000


def pace(when: str) -> Figure:
    """Return how many additions a loop does in a second."""
    before = time.perf_counter()
    total = 0
    for number in range(ADDITIONS):
        total += number
    took = time.perf_counter() - before
    return Figure(
        f"machine: additions in a loop, {when}", ADDITIONS / took / 1e6, "million/s"
    )
