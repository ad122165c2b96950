"""What became of the words of an annotation since it was made.

An anchor's own verdict tells of one step, from a revision to the next. Whoever reads
what became of a remark asks about all steps together: words that were changed once are
changed, however often they stayed as they were since, and words that went and came
again are unchanged.
"""

from annotations.anchor import Verdict


def verdict_since_made(
    exact: str, words: str, last: Verdict, *, has_moved: bool
) -> Verdict:
    """Return the verdict of the whole way from `exact`, the words remarked on.

    `words` stand in their place now, `last` is the verdict of the last step, and
    `has_moved` says whether they moved in any. How words are spaced, or broken into
    paragraphs, does not matter, as for a step.
    """
    if last in ("ambiguous", "orphan"):
        return last
    if words.split() != exact.split():
        return "changed"
    return "moved" if has_moved else "kept"
