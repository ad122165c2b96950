"""Text of one line that others read: names, titles, labels."""

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


def is_line(text: str) -> bool:
    """Return whether `text` is one line in which everything can be seen."""
    if HIDDEN.search(text) or TURNS.intersection(text):
        return False
    categories = {unicodedata.category(character) for character in text}
    return not categories & REFUSED and any(c[0] in "LNPS" for c in categories)
