"""What speaks for a link between a change and a comment, taken apart for the words."""

REASONS = ("wording", "overlap", "focus")


def reason_of(evidence: str) -> tuple[str, int]:
    """Return the kind of evidence and its share, 0 to 100; empty and 0 without any."""
    kind, _, rest = evidence.partition(":")
    reason, _, share = rest.partition(":")
    if kind not in REASONS:
        return "", 0
    return reason or kind, round(100 * float(share)) if share else 0
