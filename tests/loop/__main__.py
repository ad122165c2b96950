"""Run the loop on real laws and print what became of every comment: `make loop`."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.loop.run import FORMATS, run
from tests.loop.texts import CORPUS, corpus_is_there, own_statutes, real_laws


def main() -> int:
    """Print a row per run; return 1 if a comment was lost or misplaced."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=int, default=6, help="how many laws are read")
    parser.add_argument("--kills", type=int, default=3, help="kills of the server each")
    arguments = parser.parse_args()
    if corpus_is_there():
        pairs = list(real_laws(arguments.laws))
    else:
        print(f"no corpus in {CORPUS}: running on our own statutes instead")
        pairs = [own_statutes()]
    print("| text | file | paragraphs | kills | kept | lost | twice | verdicts | s |")
    print("|---|---|---|---|---|---|---|---|---|")
    bad = 0
    for number, pair in enumerate(pairs):
        for form in FORMATS:
            with tempfile.TemporaryDirectory() as folder:
                report = run(
                    pair, form, Path(folder), kills=arguments.kills, seed=number
                )
            verdicts = ", ".join(f"{k} {v}" for k, v in sorted(report.verdicts.items()))
            print(
                f"| {report.name} | {form} | {report.paragraphs[0]} →"
                f" {report.paragraphs[1]} | {report.kills} | {report.acknowledged} |"
                f" {report.lost} | {report.twice} | {verdicts} |"
                f" {report.seconds:.0f} |",
                flush=True,
            )
            for fault in report.faults:
                print(f"  misplaced: {fault[:200]}")
            bad += report.lost + report.twice + len(report.faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
