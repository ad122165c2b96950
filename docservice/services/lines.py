"""Text that others read: whether there is anything to be seen, and lines such as names."""

import re
import unicodedata

# Control characters, line and paragraph separators, surrogates, private and unassigned
# code points have no place in a line, nor what turns the direction of all that follows
# it on the page. Format characters that words need stay: Persian names hold the
# non-joiner, and families of emoji the joiner.
REFUSED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Between Latin letters a joiner shows nothing and could only feign another's name.
HIDDEN = re.compile(r"[\u200b\u2060\ufeff]|(?:^|(?<=[ -\u024f]))[\u200c\u200d]")

# Marks alone have no letter to stand on. Unassigned code points count as seen: the next
# Unicode's emoji are among them.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"})
# Letters and symbols by their category, but blank: fillers of Hangul, empty Braille.
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen."""
    return all(
        unicodedata.category(character) in UNSEEN or character in FILLERS
        for character in text
    )


def is_line(text: str) -> bool:
    """Return whether `text` is one line in which everything can be seen."""
    if HIDDEN.search(text) or TURNS.intersection(text):
        return False
    categories = {unicodedata.category(character) for character in text}
    return not categories & REFUSED and not is_blank(text)
