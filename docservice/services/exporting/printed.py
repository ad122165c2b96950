"""PDF/UA-1 (ISO 14289-1) by Typst: tagged, with a title, a language, and no missing glyph.

Typst checks its own output against the standard and refuses what breaks it, so what
could break it is mended before: levels of headings that skip one, and characters that no
font at hand can draw. A square stands for them, and the foot of the page says so: Python
knows their names in English only.
"""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import typst

from docservice.services.exporting.words import NOT_DRAWN, words_for

TIME_S: Final = 60.0  # a part of a long table takes about one second on one core
MEMORY_BYTES: Final = 4_000_000_000  # of address space; typesetting takes much of it
# A process of its own gives back what it took, and cannot take the service along.
_PROGRAM: Final = """
import resource, sys, typst
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
source = sys.stdin.buffer.read()
sys.stdout.buffer.write(typst.compile(source, format="pdf", pdf_standards=["ua-1"]))
"""
_LAST_PLAIN: Final = "\u024f"  # up to here every font has all letters
_COMBINING: Final = frozenset({"Mn", "Me"})
_JOINING: Final = frozenset({"Cf"})
_SQUARE: Final = "□"
_ALIKE: Final = str.maketrans("☐", "▢")  # what an open task begins with
_HEAD: Final = """\
#set document(title: {title})
#set text(lang: {lang}, size: {size}pt, hyphenate: true)
#set page(paper: "a4", flipped: {across}, margin: {margin}mm)
#set page(numbering: "1", footer: context [
  #set text(size: 8pt)
  #{foot} #h(1fr) {number}
  {note}
])
#set par(justify: {justified})
#show heading: set block(above: 1.6em, below: 1em)
#show link: underline
#set table(stroke: 0.5pt, inset: 4pt)
#show figure.where(kind: table): it => it.body
"""
# A part of a file knows its place in it, and leaves room for what comes when all are set.
_OF_ALL: Final = '#counter(page).display("1 / 1", both: true)'
_OF_PART: Final = '#counter(page).display("1") #box(width: 3em)'
_TOTAL: Final = "#box(width: 3em)[\\/ {}]"
_BEGIN: Final = "#counter(page).update({})\n"


class PrintError(Exception):
    """Typst gave no file; `detail` is its last words."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"typst stopped: {detail}")
        self.detail = detail


def print_pdf(
    source: str,
    *,
    title: str,
    lang: str,
    across: bool = False,
    foot: str = "",
    page: int | None = None,
) -> bytes:
    """Return the Typst `source` as PDF on A4, upright or across, with words at its foot.

    `page` is the number of the first page where it is one part of a file; how many
    pages the file has is left for `print_total`. Blocks while Typst runs; call it from
    a thread where an event loop runs.

    Raises:
        PrintError: a limit was met, or Typst refused the source.
    """
    number = _OF_ALL
    if page is not None:
        number, source = _OF_PART, _BEGIN.format(page) + source
    return _print(source, title, lang, foot, number, across=across)


def print_total(pages: int, *, title: str, lang: str) -> bytes:
    """Return an empty page across with that many pages where a part leaves room for it.

    Raises:
        PrintError: a limit was met.
    """
    return _print("", title, lang, "", _TOTAL.format(pages), across=True)


def _print(
    source: str, title: str, lang: str, foot: str, number: str, *, across: bool
) -> bytes:
    source = source.translate(_ALIKE)
    missing = _missing(title + foot + source)
    head = _HEAD.format(
        title=literal(title),
        foot=literal(foot),
        note=f"#linebreak()#{literal(NOT_DRAWN[words_for(lang)])}" if missing else "",
        lang=literal(lang.partition("-")[0]),
        size=9 if across else 11,
        across="true" if across else "false",
        margin=15 if across else 25,
        justified="false" if across else "true",
        number=number,
    )
    whole = head + source
    if missing:
        whole = _drawable(whole, missing)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", "-c", _PROGRAM, str(MEMORY_BYTES)],
            input=whole.encode(),
            capture_output=True,
            timeout=TIME_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"more than {TIME_S} s") from error
    if done.returncode != 0:
        raise PrintError(done.stderr.decode(errors="replace").strip()[-300:])
    return done.stdout


def literal(text: str) -> str:
    """Return `text` as a string of Typst's."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _missing(text: str) -> frozenset[str]:
    """Return the characters that cannot be drawn, with the marks on them.

    Signs of ASCII may mean something to Typst and stay. Whether a mark on one of them
    can be drawn it does not tell by itself, so it counts as missing.
    """
    marks = "".join(each for each in set(text) if _is_mark(each))
    marked = f"[{re.escape(marks)}]" if marks else "(?!)"
    found = re.finditer(
        rf"[\w\xa1-{_LAST_PLAIN}]{marked}+|[^\0-{_LAST_PLAIN}]{marked}*", text
    )
    return frozenset(
        each
        for each in {one[0] for one in found}
        if unicodedata.category(each[0]) in _COMBINING or not _is_drawn(each)
    )


def _is_mark(character: str) -> bool:
    """Return whether it shapes or joins others, as in a family of emoji."""
    return (
        character > _LAST_PLAIN
        and unicodedata.category(character) in _COMBINING | _JOINING
    )


def _drawable(source: str, missing: Collection[str]) -> str:
    """Return the source with a square for each run of characters that are missing."""
    longest_first = sorted(missing, key=len, reverse=True)
    return re.sub(f"(?:{'|'.join(map(re.escape, longest_first))})+", _SQUARE, source)


@lru_cache(maxsize=4_096)
def _is_drawn(character: str) -> bool:
    try:
        source = f'#set document(title: "x")\n#{literal(character)}'
        typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True
