"""Run the unit tests on every further Python of this machine.

`make interpreters` runs this file. Each interpreter gets a small environment of its
own in `.venvs/`, kept until the locks change: the locked dependencies of the service
and the `unit` group, but no browser driver, type checker or Node.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MINORS = (11, 12, 13, 14)
LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")

# A pyenv shim answers to the name but refuses to run, or runs another version.
WHO = "import sys; print(*sys.version_info[:2], sys.executable)"


def candidates(minor: int) -> Iterator[str]:
    """Yield programs that may be CPython 3.`minor`: on the path, then of pyenv."""
    name = f"python3.{minor}"
    if on_path := shutil.which(name):
        yield on_path
    versions = Path.home() / ".pyenv/versions"
    yield from map(str, sorted(versions.glob(f"3.{minor}.*/bin/{name}"), reverse=True))


def interpreters() -> Iterator[tuple[int, str]]:
    """Yield (minor, program) of every Python found other than the running one."""
    for minor in MINORS:
        if minor == sys.version_info.minor:
            continue
        for program in candidates(minor):
            done = subprocess.run(
                [program, "-c", WHO], capture_output=True, text=True, check=False
            )
            if done.returncode == 0 and done.stdout.startswith(f"3 {minor} "):
                yield minor, done.stdout.split(maxsplit=2)[2].strip()
                break


def environment(minor: int, program: str) -> Path:
    """Return the Python of an environment for 3.`minor`, made if it is out of date."""
    directory = ROOT / f".venvs/3.{minor}"
    python, stamp = directory / "bin/python", directory / ".locked"
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return python
    print(f"Python 3.{minor}: installing what the unit tests need", flush=True)
    subprocess.run([program, "-m", "venv", "--clear", directory], check=True)
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    # pip takes hashes for a complete list only, so the tools get the locked versions.
    pins = directory / "pins.txt"
    lock = LOCKS[1].read_text(encoding="utf-8")
    pins.write_text("\n".join(re.findall(r"^\S+==[^\\\n]+", lock, re.MULTILINE)))
    for words in (["-r", str(LOCKS[0])], ["-c", str(pins), *unit_group()]):
        subprocess.run([*pip, *words], check=True)
    stamp.write_text(digest)
    return python


def unit_group() -> list[str]:
    """Return the requirements of the `unit` dependency group."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(map(str, project["dependency-groups"]["unit"]))


def main() -> None:
    """Test on each interpreter; exit 1 if one of them failed."""
    failed = []
    for minor, program in interpreters():
        python = environment(minor, program)
        print(f"Python 3.{minor}: {program}", flush=True)
        tests = [str(python), "-m", "pytest", "-q", "-n", "2", "tests/unit"]
        if subprocess.run(tests, cwd=ROOT, check=False).returncode:
            failed.append(f"3.{minor}")
    if failed:
        sys.exit(f"The unit tests fail on Python {', '.join(failed)}.")


if __name__ == "__main__":
    main()
