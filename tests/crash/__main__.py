"""`python -m tests.crash --trials 1000`: print what was lost, which is to be nothing."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crash import trials

SHOWN = 20


def main() -> int:
    """Run the trials and print the figures; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    parser.add_argument(
        "--socket-every",
        type=int,
        default=5,
        help="each which trial goes through server and sockets (default 5)",
    )
    asked = parser.parse_args()
    print(f"{asked.trials} trials, seed {asked.seed}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = trials.run(
            asked.trials, asked.seed, Path(folder), socket_every=asked.socket_every
        )
    print(
        f"killed while writing to the store: {tally.trials['store']}\n"
        f"killed while serving sockets: {tally.trials['socket']}\n"
        f"acknowledged remarks: {tally.acknowledged}\n"
        f"stored at a death and not yet acknowledged: {tally.unanswered}\n"
        f"of those, found again by their key at the store: {tally.resent}\n"
        f"lost, stored twice, or out of order: {len(tally.faults)}\n"
        f"seconds: {time.monotonic() - started:.0f}"
    )
    for fault in tally.faults[:SHOWN]:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
