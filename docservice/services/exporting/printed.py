"""PDF/UA-1 (ISO 14289-1) by Typst: tagged, with a title, a language, and no missing glyph.

Typst checks its own output against the standard and refuses what breaks it, so what
could break it is mended before: levels of headings that skip one, and characters that no
font at hand can draw, which are named instead.
"""

import subprocess
import sys
import unicodedata
from functools import lru_cache
from typing import Final

import typst

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
_PLAIN: Final = 0x250  # up to here every font has all letters
_JOINING: Final = frozenset({"Cf", "Mn", "Me"})
_HEAD: Final = """\
#set document(title: {title})
#set text(lang: {lang}, size: {size}pt, hyphenate: true)
#set page(paper: "a4", flipped: {across}, margin: {margin}mm)
#set page(numbering: "{numbering}", footer: context [
  #set text(size: 8pt)
  #{foot} #h(1fr) #counter(page).display("{numbering}", both: {counted})
])
#counter(page).update({page})
#set par(justify: {justified})
#show heading: set block(above: 1.6em, below: 1em)
#show link: underline
#set table(stroke: 0.5pt, inset: 4pt)
#show figure.where(kind: table): it => it.body
"""


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
    pages the file has is not told then. Blocks while Typst runs; call it from a thread
    where an event loop runs.

    Raises:
        PrintError: a limit was met, or Typst refused the source.
    """
    head = _HEAD.format(
        title=literal(title),
        foot=literal(foot),
        lang=literal(lang.partition("-")[0]),
        size=9 if across else 11,
        across="true" if across else "false",
        margin=15 if across else 25,
        justified="false" if across else "true",
        numbering="1 / 1" if page is None else "1",
        counted="true" if page is None else "false",
        page=page or 1,
    )
    whole = _drawable(head + source).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", "-c", _PROGRAM, str(MEMORY_BYTES)],
            input=whole,
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


def _drawable(source: str) -> str:
    named = {
        ord(character): _name(character)
        for character in set(source)
        if ord(character) >= _PLAIN and not _is_drawn(character)
    }
    return source.translate(named)


@lru_cache(maxsize=4_096)
def _is_drawn(character: str) -> bool:
    try:
        source = f'#set document(title: "x")\n#{literal(character)}'
        typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _name(character: str) -> str:
    """Return what stands for a character, nothing for one that shapes others."""
    if unicodedata.category(character) in _JOINING:
        return ""
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"({name.lower()})"
