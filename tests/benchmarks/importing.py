"""Import 5 MB of Markdown: time against pandoc alone, and memory of both processes."""

import random
import resource
import time

from docservice.services.importing import read_document
from docservice.services.pandoc.formats import READERS
from docservice.services.pandoc.process import convert

SIZE_BYTES = 5_000_000
WORDS = ("Stadt", "*offen*", "**klug**", "Bürgerinnen", "und", "[Ziel](https://a.de)")


def long_markdown() -> bytes:
    """Return paragraphs of 60 words, many of them marked, under headings."""
    choose = random.Random(1)  # noqa: S311 - the same text in every run
    parts: list[str] = []
    size_bytes = 0
    while size_bytes < SIZE_BYTES:
        heading = f"## Abschnitt {len(parts)}\n\n" if len(parts) % 10 == 0 else ""
        words = " ".join(choose.choice(WORDS) for _ in range(60))
        parts.append(f"{heading}{words}.\n\n")
        size_bytes += len(parts[-1].encode())
    return "".join(parts).encode()


def peak_mb(who: int) -> float:
    """Return the largest resident size so far, in MB (ru_maxrss counts kB on Linux)."""
    return resource.getrusage(who).ru_maxrss / 1000


def main() -> None:
    """Print the measurement."""
    data = long_markdown()
    begin = time.perf_counter()
    convert(data, READERS["markdown"], "json")
    alone_s = time.perf_counter() - begin
    begin = time.perf_counter()
    imported = read_document(data, "long.md")
    import_s = time.perf_counter() - begin
    print(f"import of {len(data) / 1e6:.1f} MB Markdown: {import_s:.1f} s", end=", ")
    print(f"{import_s / alone_s:.2f} × pandoc alone ({alone_s:.1f} s)")
    print(f"  {len(imported.contents)} paragraphs", end="; ")
    print(f"peak {peak_mb(resource.RUSAGE_SELF):.0f} MB", end=" + ")
    print(f"{peak_mb(resource.RUSAGE_CHILDREN):.0f} MB in the converter")


if __name__ == "__main__":
    main()
