"""Files of a long, much discussed text: 1,500 paragraphs with 10,000 comments.

Each is made by the command line in a process of its own. Times are those of the
processor, converters included; the size is that of the largest process. Beside each
stands the same of CSV, which is little more than reading the database.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from docservice.commands import logs
from docservice.db.store import Store
from docservice.services import drafting, publishing
from docservice.services.publishing import NewText
from docservice.settings import Settings
from tests.benchmarks.figures import Figure
from tests.benchmarks.round import SLUG, begin_round, next_text
from tests.factories import NOW

LONG = (1_500, 10_000)  # paragraphs and comments
NEEDED_S = 20.0
NEEDED_MB = 300.0
BASELINE = ("synopsis", "csv")
FILES = (
    ("synopsis", "docx"),
    ("synopsis", "odt"),
    ("synopsis", "xlsx"),
    ("synopsis", "html"),
    ("synopsis", "pdf"),
    ("annotations", "ndjson"),
    ("annotations", "xlsx"),
    ("text", "docx"),
    ("text", "odt"),
    ("text", "pdf"),
)
REVIEWED = ("docx", "odt")  # formats of a text that hold comments and changes
# The process tells its own peak: what the system tells of a child begins with what
# its parent had (getrusage(2), VmHWM in proc_pid_status(5)).
_PROGRAM = """
import re, resource, sys
from pathlib import Path
from docservice.commands.line import run
code = run(sys.argv[1:])
own, below = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
seconds = sum(each.ru_utime + each.ru_stime for each in (own, below))
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
print(seconds, max(peak, below.ru_maxrss))
sys.exit(code)
"""


def run() -> list[Figure]:
    """Measure time and memory of each file."""
    logs.configure(Settings(log_level="ERROR"))
    size = f"{LONG[0]:,} paragraphs, {LONG[1]:,} comments"
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.db'}"
        _fill(address)
        base_s, base_mb = _measure(address, *BASELINE, Path(folder))
        for what, file_format in FILES:
            seconds, megabytes = _measure(address, what, file_format, Path(folder))
            name = f"{_name(what, file_format)} as {file_format}, {size}"
            figures += [
                Figure(
                    f"{name}: processor",
                    seconds,
                    "s",
                    NEEDED_S,
                    baseline=base_s,
                    baseline_is="synopsis as csv",
                ),
                Figure(
                    f"{name}: memory",
                    megabytes,
                    "MB",
                    NEEDED_MB,
                    baseline=base_mb,
                    baseline_is="synopsis as csv",
                ),
            ]
    return figures


def _name(what: str, file_format: str) -> str:
    is_reviewed = what == "text" and file_format in REVIEWED
    return "text with comments and changes" if is_reviewed else what


def _fill(address: str) -> None:
    """Publish a text, annotate it, and publish the next."""
    with Store.open(address) as store:
        found = begin_round(store, *LONG)
        new = NewText(label="Entwurf 2", contents=next_text(found.base))
        store.write_now(drafting.begin, found.drafter, SLUG, now=NOW, new=new)
        assessment = store.read_now(publishing.assess_draft, found.drafter, SLUG)
        store.write_now(publishing.publish, found.drafter, assessment, now=NOW)


def _measure(
    address: str, what: str, file_format: str, folder: Path
) -> tuple[float, float]:
    """Return seconds of the processor and megabytes that an export takes."""
    command = ["export", SLUG, "--what", what, "--format", file_format]
    command += ["--database", address, "-o", str(folder / f"file.{file_format}")]
    if what == "text" and file_format in REVIEWED:
        command += ["--comments", "--changes"]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *command],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes) / 1000
