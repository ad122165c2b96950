"""Let a list of a Markdown file that jumps to a higher number keep that number.

In Markdown only the first number of a list counts (CommonMark 0.31.2, 5.3): "(1)", "(2)",
"(5)" would be read as 1, 2, 3. In an ordinance from which something was repealed that is
another text. So a list that jumps ahead ends there, and another one begins; numbers
that repeat, as where all are 1, are left to the converter.
"""

import re
from typing import Final

_ITEM: Final = re.compile(r"([ \t]*)(\(?)([0-9]{1,9})([.)])[ \t]")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
_END: Final = "<!-- -->"

Style = tuple[str, str, str]  # indentation, and what stands around the number


def with_jumping_lists(text: str) -> str:
    """Return the Markdown `text` with an end where a list jumps ahead."""
    lines: list[str] = []
    last: dict[Style, int] = {}
    fence = ""
    is_after_blank = False
    for line in text.split("\n"):
        fence = _fence_after(fence, line)
        found = None if fence else _ITEM.match(line)
        if found:
            indentation, opening, digits, closing = found.groups()
            style, number = (indentation, opening, closing), int(digits)
            if number > last.get(style, number) + 1:
                lines += ["", indentation + _END, ""]
            last = {
                each: n for each, n in last.items() if len(each[0]) <= len(indentation)
            }
            last[style] = number
        elif is_after_blank and line.strip() and not line[0].isspace():
            last.clear()  # words of no list
        is_after_blank = not line.strip()
        lines.append(line)
    return "\n".join(lines)


def _fence_after(fence: str, line: str) -> str:
    """Return the signs that end the code that a line is in, "" outside of code."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) else fence
