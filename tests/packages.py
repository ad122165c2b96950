"""Programs that tests need and pip cannot bring, from the system's package manager."""

import os
import shutil
import subprocess

PACKAGE_LIMIT_S = 900


def install_package(name: str) -> bool:
    """Install a package by apt; return whether it worked."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        succeeds([*sudo, "apt-get", *words], environment, PACKAGE_LIMIT_S)
        for words in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", name],
        )
    )


def succeeds(command: list[str], environment: dict[str, str], limit_s: int) -> bool:
    """Run `command`; show what it printed only if it failed or took too long."""
    try:
        subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=limit_s,
            check=True,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
        return False
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(command)}:\n{error.stdout[-1000:]}")
        return False
    return True
