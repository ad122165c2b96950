"""Follow offsets through Unicode composition (NFC), which shortens a text."""

import unicodedata

from versions.text import normalise

_FIRST_COMBINING = "\u0300"


def composed_offsets(raw: str) -> list[int]:
    """Return, for each offset of `raw` and its end, the offset in its NFC form.

    An offset between a letter and its accent moves behind both. Linear: each
    letter is composed with what follows it, never a whole prefix.
    """
    offsets = [0]
    start = 0
    for end in range(1, len(raw) + 1):
        if end == len(raw) or _begins_letter(raw[end]):
            behind = offsets[-1] + len(normalise(raw[start:end]))
            offsets += [behind] * (end - start)
            start = end
    return offsets


def _begins_letter(character: str) -> bool:
    """Return whether `character` is not composed with what stands before it.

    Only marks and the vowels and finals of Hangul are (Unicode 15.1, §3.11).
    """
    if character < _FIRST_COMBINING:
        return True
    hangul = "\u1100" <= character <= "\u11ff"
    return not hangul and not unicodedata.category(character).startswith("M")
