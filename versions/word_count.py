"""How many words a change really changed.

A change that people read in one piece holds words that both sides share: the comparison
joins what lies close together. These were not changed, and do not count.
"""

import re

from versions.alignment import in_order

# From the first letter or digit between white space to the last; a dash is no word.
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")


def changed_words(old: str, new: str) -> int:
    """Count the words that went and came, without those that stayed in their order."""
    went, came = _WORD.findall(old), _WORD.findall(new)
    stayed = sum(block.size for block in in_order(went, came))
    return len(went) + len(came) - 2 * stayed
