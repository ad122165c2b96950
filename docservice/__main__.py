"""The command `randnotiz`, the same as `python -m docservice`."""

import sys

from docservice.commands.line import run


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
