"""Publish a revision of 1,500 paragraphs with 10,000 annotations.

Time is that of the drafter who presses the button: the assessment, and the writing
transaction in which everybody else waits. Memory is the peak of a process of its own.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docservice.db.store import Store
from docservice.services import drafting, publishing
from docservice.services.publishing import NewText
from tests.benchmarks.figures import Figure
from tests.benchmarks.round import SLUG, begin_round, next_text
from tests.factories import NOW

PARAGRAPHS = 1_500
ANNOTATIONS = 10_000
FEW = 100  # annotations of the baseline: what the text alone costs
NEEDED_S = 3.0
NEEDED_MB = 300.0


def run() -> list[Figure]:
    """Measure both in processes of their own, so that nothing else counts."""
    many, few = _apart(ANNOTATIONS), _apart(FEW)
    size = f"{PARAGRAPHS:,} paragraphs, {ANNOTATIONS:,} annotations"
    baseline = f"{FEW} annotations"
    return [
        Figure(
            f"publish: {size}",
            many["publish_s"],
            "s",
            NEEDED_S,
            baseline=few["publish_s"],
            baseline_is=baseline,
        ),
        Figure(
            "publish: of that in the writer",
            many["writer_s"],
            "s",
            baseline=few["writer_s"],
            baseline_is=baseline,
        ),
        Figure(
            "publish: peak memory",
            many["peak_mb"],
            "MB",
            NEEDED_MB,
            baseline=few["peak_mb"],
            baseline_is=baseline,
        ),
    ]


def measure(annotations: int) -> dict[str, float]:
    """Return seconds and megabytes of publishing once, in this process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
    ):
        found = begin_round(store, PARAGRAPHS, annotations)
        new = NewText(label="Entwurf 2", contents=next_text(found.base))
        store.write_now(drafting.begin, found.drafter, SLUG, now=NOW, new=new)
        begun = time.perf_counter()
        assessment = store.read_now(publishing.assess_draft, found.drafter, SLUG)
        assessed = time.perf_counter()
        store.write_now(publishing.publish, found.drafter, assessment, now=NOW)
        done = time.perf_counter()
    # In kB. getrusage(2) would also count what the parent had before this was started.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak_mb = int(status.partition("VmHWM:")[2].split()[0]) / 1000
    return {
        "publish_s": done - begun,
        "writer_s": done - assessed,
        "peak_mb": peak_mb,
    }


def _apart(annotations: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.publishing", str(annotations)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
