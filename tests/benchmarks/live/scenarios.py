"""What is measured of each server, and with which flags of the generator."""

import contextlib
import json
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.live.rivals import NODE, SCRATCH, Server, pinned

Result = dict[str, Any]
EDITS: Final = 100_000
HOCUSPOCUS_EDITS: Final = 10_000  # in one burst it does not finish more within a minute
STEPS: Final = (50, 150, 400, 1000, 1600, 2000, 2600, 3200)  # updates per second
SLOWEST_MS: Final = 250.0
KILLED_AFTER_S: Final = 6.4
SEEDS: Final = 20
FLAGS: Final = {
    "a": "--clients 50 --writers 5 --rate 10 --duration 5 --prejoin",
    "b": "--clients 500 --writers 5 --rate 5 --duration 5 --prejoin",
    "c": "--clients 2000 --writers 2 --rate 2 --duration 4 --prejoin",
    "d": "--rooms 200 --clients 5 --writers 1 --rate 2 --duration 5 --prejoin",
    "e": "--rooms 500 --clients 10 --writers 0 --idle --settle 1 --prejoin"
    " --connect-timeout 60",
}
SATURATING: Final = "--clients 200 --writers 10 --duration 2.5 --drain 1.5 --settle 0.3"
KILLED: Final = "--clients 20 --writers 5 --rate 10 --duration 8 --settle 0.2 --drain 1"


def generate(server: Server, flags: str, *more: str | Path) -> Result:
    """Run the generator against a server; rooms are `r0`, `r1` and so on."""
    done = subprocess.run(
        [
            *pinned(1),
            SCRATCH / "rtload",
            "--url",
            server.url,
            "--server-pid",
            str(server.process.pid),
            *server.flags,
            *flags.split(),
            *more,
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"{server.name}: {done.stderr or done.returncode}")
    found: Result = json.loads(done.stdout)
    if server.process.poll() is not None:
        raise RuntimeError(f"{server.name} ended with {server.process.returncode}")
    return found


def spread(server: Server, scenario: str) -> Result:
    """Measure scenario a, b, c, d or e; Yjs verifies what came out of it."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.bin"
        found = generate(
            server, FLAGS[scenario], "--room-prefix", "r", "--save-state", state
        )
        if scenario != "e":
            found["is_right"] = _verified(state)["correct"]
    return found


def _verified(state: Path) -> Result:
    done = subprocess.run(
        [NODE, SCRATCH / "verify.mjs", state],
        capture_output=True,
        text=True,
        check=False,
    )
    found: Result = json.loads(done.stdout) if done.stdout else {"correct": False}
    return found


def saturated(server: Server) -> Result:
    """Return the highest rate at which nobody waits long, and nothing is lost."""
    best: Result = {}
    for total in STEPS:
        for _attempt in range(2):  # a single hiccup is not the limit
            rate = ["--rate", str(total / 10), "--room-prefix", "r"]
            found = generate(server, f"{SATURATING} --prejoin --no-verify", *rate)
            if found["lat_ms"]["p99"] <= SLOWEST_MS and not found["loss"]:
                best = found
                break
        else:
            return best
    return best


@dataclass(frozen=True, slots=True)
class Histories:
    """Recorded histories: all edits, the first tenth, and the state they lead to."""

    whole: Path
    short: Path
    state: Path


def histories() -> Histories:
    """Make the histories that are fed, always the same ones."""
    whole, short = SCRATCH / "edits.bin", SCRATCH / "edits-short.bin"
    for path, edits in ((whole, EDITS), (short, HOCUSPOCUS_EDITS)):
        if not path.exists():
            command: list[str | Path] = [NODE, SCRATCH / "gen_doc.mjs", str(edits)]
            command.append(path)
            subprocess.run(command, check=True, capture_output=True)
    state = SCRATCH / "edits.state.bin"
    data = Path(f"{whole}.state").read_bytes()
    state.write_bytes(len(data).to_bytes(4, "little") + data)
    return Histories(whole, short, state)


def long_history(server: Server, made: Histories) -> Result:
    """Feed a document of many edits and join it again and again."""
    feed = "--clients 1 --writers 0 --settle 0 --connect-timeout 20 --feed"
    found: Result = {}
    if server.flags:  # Hocuspocus: its rate from a tenth, the text as one update
        short = generate(server, feed, made.short, "--room-prefix", "ten")
        found["feed"] = short["feed"]
        large = generate(server, feed, made.state, "--room-prefix", "r", "--cold", "10")
        return found | {"cold": large["cold"]}
    whole = generate(server, feed, made.whole, "--room-prefix", "r", "--cold", "10")
    return {"feed": whole["feed"], "cold": whole["cold"]}


def killed(server: Server) -> Result:
    """Kill a server while people type; count what others had seen and is gone."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.bin"
        arguments = ["--room-prefix", "r", "--prejoin", "--no-verify"]
        typing = subprocess.Popen(
            [
                *pinned(1),
                SCRATCH / "rtload",
                "--url",
                server.url,
                *server.flags,
                *KILLED.split(),
                *arguments,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(KILLED_AFTER_S)
        server.kill()
        told, _ = typing.communicate(timeout=60)
        server.restart()
        cold = "--cold 1 --connect-timeout 5 --min-state 20"
        with contextlib.suppress(RuntimeError):  # nothing came: nothing was kept
            generate(server, cold, "--room-prefix", "r", "--save-state", state)
        kept = _verified(state).get("markers", 0) if state.exists() else 0
    delivered = json.loads(told)["updates_delivered_to_someone"]
    return {"delivered": delivered, "lost": max(0, delivered - kept)}


def fuzzed(server: Server, room: str) -> int:
    """Return in how many of the seeds malformed frames harmed honest clients."""
    harmed = 0
    for seed in range(1, SEEDS + 1):
        done = subprocess.run(
            [
                NODE,
                SCRATCH / "fuzz.mjs",
                "--url",
                server.url,
                "--room",
                f"{room}{seed}",
                "--seed",
                str(seed),
                "--server-pid",
                str(server.process.pid),
                *server.flags,
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        found = json.loads(done.stdout) if done.stdout else {}
        harmed += not (
            found.get("text_equal")
            and found.get("process_alive")
            and found.get("A_to_B_after_ms", -1) >= 0
            and found.get("B_to_A_after")
            and found.get("new_client_has_after")
            and found.get("honest_A_open")
            and found.get("honest_B_open")
        )
    return harmed
