"""The word processor that tests open files with: find one, or install it.

`make libreoffice` runs this file. Its tests are skipped only on systems without apt.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.packages import install_package

PACKAGE = "libreoffice-writer-nogui"


def find_libreoffice() -> str | None:
    """Return the program of an installed LibreOffice, or None if there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """Return the file as LibreOffice saves it; formats are named by their endings.

    Raises:
        LookupError: it is not installed.
    """
    program = find_libreoffice()
    if program is None:
        raise LookupError("LibreOffice is not installed")
    path = folder / f"made.{source}"
    path.write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", target, "--outdir", str(folder / "out")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=110)
    return (folder / "out" / f"made.{target}").read_bytes()


def main() -> None:
    """Make sure that there is a LibreOffice, or say what is left out without it."""
    if find_libreoffice():
        return
    print(
        f"Installing LibreOffice's word processor ({PACKAGE}) for tests that open files"
        " in it: about 90 MB, usually half a minute.",
        flush=True,
    )
    if install_package(PACKAGE) and find_libreoffice():
        return
    if shutil.which("apt-get"):  # as in CI, where no test may be left out
        sys.exit(f"LibreOffice could not be installed; install {PACKAGE} by hand.")
    print("LibreOffice could not be installed; its tests are skipped.")


if __name__ == "__main__":
    main()
