"""Place what was inserted or deleted between sentences and clauses, not across them.

"A. B." may have become "A. X. B." by inserting "X. " or ". X": both are as short,
but only the first is what people do.
"""

from collections.abc import Sequence

from rapidfuzz.distance import Postfix, Prefix

from versions.alignment import Block

_STOPS = (". ", "; ", ": ", "! ", "? ")
_FULL_STOPS = (". ", "! ", "? ")
_SENTENCE_ENDS = frozenset(".!?…;:")
_CLAUSE_ENDS = frozenset(',)–—"“”»«')


def settled(
    old: Sequence[str], new: Sequence[str], blocks: Sequence[Block]
) -> list[Block]:
    """Return `blocks` with what lies between them slid to where sentences end."""
    done = list(blocks[:1])
    for block in blocks[1:]:
        _slide(old, new, done, block)
    return done


def _slide(
    old: Sequence[str], new: Sequence[str], done: list[Block], block: Block
) -> None:
    """Append `block` to `done` with the best boundary to the block before it."""
    last = done[-1]
    i, j = last.old + last.size, last.new + last.size
    if i < block.old and j < block.new:
        done.append(block)
        return
    if i == block.old and j == block.new:
        done[-1] = Block(last.old, last.new, last.size + block.size)
        return
    text = new if i == block.old else old
    start, end = (j, block.new) if i == block.old else (i, block.old)
    best, shift = _boundary(text, start, end), 0
    by = 1
    while by <= block.size and text[start + by - 1] == text[end + by - 1]:
        value = _boundary(text, start + by, end + by) + (by == block.size)
        if value > best:
            best, shift = value, by
        by += 1
    by = 1
    while by < last.size and text[start - by] == text[end - by]:
        value = _boundary(text, start - by, end - by)
        if value > best:
            best, shift = value, -by
        by += 1
    done[-1] = Block(last.old, last.new, last.size + shift)
    if block.size > shift:
        done.append(Block(block.old + shift, block.new + shift, block.size - shift))


def _boundary(text: Sequence[str], start: int, end: int) -> int:
    """Return how well `text` can be cut at both places, 0 to 6."""
    return _cut(text, start) + _cut(text, end)


def _cut(text: Sequence[str], place: int) -> int:
    if place in (0, len(text)) or text[place - 1] in _SENTENCE_ENDS:
        return 3
    return 1 if text[place - 1] in _CLAUSE_ENDS else 0


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters both texts begin and end with, sentences as wholes.

    Within a sentence the comparison of words decides what is equal to what, so the
    equal ends are cut back to a stop with a space after it.
    """
    same = Prefix.similarity(old, new)
    head = 1 + max(old.rfind(stop, 0, same) for stop in _STOPS)
    tail = min(len(old) - head, len(new) - head, Postfix.similarity(old, new))
    start = len(old) - tail
    if not (_is_border(old, start) and _is_border(new, len(new) - tail)):
        start = min(
            (at + 1 for stop in _STOPS if (at := old.find(stop, start)) >= 0),
            default=len(old),
        )
    return head, len(old) - start - old.startswith(" ", start)


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentences begin and end that hold a stretch of `text`."""
    first = max(text.rfind(stop, 0, start) for stop in _FULL_STOPS)
    ends = [at for stop in _FULL_STOPS if (at := text.find(stop, end - 1)) >= 0]
    return (first + 2 if first >= 0 else 0), (min(ends) + 1 if ends else len(text))


def _is_border(text: str, at: int) -> bool:
    """Return whether a sentence begins at `at`, or with the space there."""
    if at and text[at - 1] == " ":
        at -= 1
    return at == 0 or (text[at - 1] in _SENTENCE_ENDS and text.startswith(" ", at))
