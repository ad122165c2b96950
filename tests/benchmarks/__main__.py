"""Measure speed and size against baselines in the same run: `make bench`.

Give names to run some of them only: `python -m tests.benchmarks store_writes desk`.
"""

import importlib
import sys
import time

from tests.benchmarks.figures import table
from tests.benchmarks.machine import pace

BENCHMARKS = (
    "store_writes",
    "socket_writes",
    "reading_page",
    "desk",
    "bundling",
    "publishing",
    "synopsis",
    "exporting",
)


def main(names: list[str]) -> int:
    """Run benchmarks and print their figures; return 1 if a bound is missed."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(
            f"no benchmark {min(unknown)!r}; there are {', '.join(BENCHMARKS)}",
            file=sys.stderr,
        )
        return 2
    found = [pace("at first")]
    for name in names or BENCHMARKS:
        started = time.monotonic()
        print(f"{name} …", end=" ", flush=True, file=sys.stderr)
        found += importlib.import_module(f"tests.benchmarks.{name}").run()
        print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    found.append(pace("at last"))
    print(table(found))
    missed = [figure.what for figure in found if not figure.is_met]
    if missed:
        print(f"\nmissed: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
