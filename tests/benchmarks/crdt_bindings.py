"""What malformed updates do to the two Python bindings of yrs: y-py and pycrdt.

Each run is a child process that applies mutated updates to fresh documents and says
after each how far it got; a child that dies by a signal has crashed the server it
would have been. ADR 0004 cites what this prints:

    python -m tests.benchmarks.crdt_bindings
"""

import argparse
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Binding = Literal["y-py", "pycrdt"]
MUTATIONS = 3_000  # updates per run
RUNS = 3
CHILD_LIMIT_S = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one run ended: after how many updates, refused how many, killed by what."""

    binding: Binding
    seed: int
    applied: int
    refused: int
    died_by: str | None


def mutated(seed: int, update: bytes) -> Iterator[bytes]:
    """Yield `MUTATIONS` broken copies of an update, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable fuzzer, no secret
    for _ in range(MUTATIONS):
        data = bytearray(update)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    data[place] ^= 1 << chance.randrange(8)
                case 2:
                    del data[place : place + chance.randint(1, 8)]
                case _:
                    data[place:place] = chance.randbytes(chance.randint(1, 8))
            if not data:
                data = bytearray(update)
        yield bytes(data)


def _child(binding: Binding, seed: int) -> None:
    """Apply the updates, printing a character for each: a applied, r refused."""
    if binding == "pycrdt":
        import pycrdt  # noqa: PLC0415 - only the child that tests it loads it

        source: pycrdt.Doc[Any] = pycrdt.Doc()
        source["text"] = text = pycrdt.Text()
        text += "Die Stadt stellt bis 2030 alle Anträge digital bereit."
        text.insert(4, "große ")
        update = source.get_update()

        def apply(data: bytes) -> None:
            pycrdt.Doc().apply_update(data)
    else:
        # Its own stubs are wrong about transactions, so it is loaded untyped.
        y_py: Any = import_module("y_py")

        document = y_py.YDoc()
        words = document.get_text("text")
        with document.begin_transaction() as transaction:
            words.extend(
                transaction, "Die Stadt stellt bis 2030 alle Anträge digital bereit."
            )
            words.insert(transaction, 4, "große ")
        update = y_py.encode_state_as_update(document)

        def apply(data: bytes) -> None:
            y_py.apply_update(y_py.YDoc(), data)

    for data in mutated(seed, update):
        try:
            apply(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            sys.stdout.write("r" if isinstance(error, ValueError) else "p")
        else:
            sys.stdout.write("a")
        sys.stdout.flush()


def run(binding: Binding, seed: int) -> Outcome:
    """Run one child and say how it ended."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--child", binding, "--seed", str(seed)],
        capture_output=True,
        text=True,
        timeout=CHILD_LIMIT_S,
        check=False,
    )
    died_by = None
    if done.returncode < 0:
        died_by = signal.Signals(-done.returncode).name
    elif done.returncode:
        died_by = f"exit {done.returncode}"
    return Outcome(binding, seed, len(done.stdout), done.stdout.count("r"), died_by)


def main() -> None:
    """Print a table of all runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", choices=["y-py", "pycrdt"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.child:
        _child(arguments.child, arguments.seed)
        return
    print("| binding | seed | updates taken | refused with ValueError | died by |")
    print("|---|---|---|---|---|")
    for binding in ("y-py", "pycrdt"):
        for seed in range(1, RUNS + 1):
            end = run(binding, seed)
            print(
                f"| {binding} | {seed} | {end.applied} of {MUTATIONS} |"
                f" {end.refused} | {end.died_by or '–'} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
