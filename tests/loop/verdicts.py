"""Whether every comment is on its right place, or an orphan that says so.

Judged without the engine: by the words of both texts alone.
"""

from collections.abc import Sequence
from typing import Any

UNIQUE_WORDS = 5  # a quote of so many words that stands once in both texts is no orphan


def faults(
    annotation: dict[str, Any],
    old: Sequence[dict[str, Any]],
    new: Sequence[dict[str, Any]],
) -> list[str]:
    """Return what is wrong with an annotation's anchor in the new revision."""
    anchor = annotation["anchor"]
    exact = annotation["target"]["quote"]["exact"]
    found: list[str] = []
    if _words(old, annotation["target"]) != exact:
        found.append("the quote is not what stands at its place in the old text")
    if anchor is None:
        return [*found, "it has no anchor in the new revision"]
    verdict = anchor["verdict"]
    # A passage that was torn apart is where its pieces are, not what lies between.
    places = anchor["pieces"] or ([anchor] if anchor["start"] else [])
    there = "\n".join(_words(new, place) for place in places)
    if verdict in ("kept", "moved") and _plain(there) != _plain(exact):
        found.append(f"{verdict}, but the words differ: {there!r}")
    if verdict == "changed" and _plain(anchor["old"]) == _plain(anchor["new"]):
        found.append("changed, but old and new words are the same")
    if verdict == "changed" and not anchor["new"].strip():
        found.append("changed, but no new words are named")
    if verdict == "orphan" and anchor["start"] != anchor["end"]:
        found.append("an orphan that claims words")
    if verdict == "orphan" and _is_unmistakable(exact, old, new):
        found.append("an orphan, though its words stand once in both texts")
    elsewhere = _plain(exact) not in _plain(there) and _plain(there) not in _plain(
        exact
    )
    if verdict != "orphan" and elsewhere and _is_unmistakable(exact, old, new):
        found.append(f"its words stand elsewhere, not in {there!r}")
    return found


def _words(paragraphs: Sequence[dict[str, Any]], place: dict[str, Any]) -> str:
    order = {paragraph["id"]: k for k, paragraph in enumerate(paragraphs)}
    start, end = place["start"], place["end"]
    first, last = order[start["paragraph"]], order[end["paragraph"]]
    parts = []
    for index in range(first, last + 1):
        text = paragraphs[index]["text"]
        parts.append(
            text[
                start["offset"] if index == first else 0 : end["offset"]
                if index == last
                else len(text)
            ]
        )
    return "\n".join(parts)


def _is_unmistakable(
    exact: str, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> bool:
    if "\n" in exact or len(exact.split()) < UNIQUE_WORDS:
        return False
    return all(
        sum(paragraph["text"].count(exact) for paragraph in side) == 1
        for side in (old, new)
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
