"""What somebody says of a change, and whether it still is as they saw it.

The preview's form sends all changes of its page, but only what its author changed is
meant: the form carries along what each change showed, as a digest.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from hashlib import sha256

from docservice.db.changes import Cause
from docservice.services.assessment import DraftChange

DIGEST_CHARS = 16  # 64 bits: it tells versions apart, it proves nothing


@dataclass(frozen=True, slots=True)
class Chosen:
    """Why a change was made: its cause, the words, and the comments behind it.

    `seen` is the digest of what the page showed, empty where nothing was said yet.
    """

    cause: Cause | None = None
    note: str = ""
    annotation_ids: tuple[str, ...] = ()
    seen: str = ""

    @property
    def digest(self) -> str:
        """Return what names this reason, empty where there is none.

        Comments are a reason without a cause as well; blanks make no difference.
        """
        ids = sorted(set(self.annotation_ids))
        cause = self.cause or ("annotations" if ids else "")
        words = " ".join(self.note.split())
        if not cause and not words:
            return ""
        said = "\n".join([cause, words, *ids])
        return sha256(said.encode(errors="surrogatepass")).hexdigest()[:DIGEST_CHARS]

    @property
    def is_untouched(self) -> bool:
        """Return whether the form says what the page showed."""
        return self.digest == self.seen

    def is_overtaken(self, stands: "Chosen") -> bool:
        """Return whether this would replace a reason that its author never saw."""
        return not self.is_untouched and stands.digest not in (self.seen, self.digest)


def standing(change: DraftChange, offered: Container[str]) -> Chosen:
    """Return what stands of a change; comments that are not `offered` are not shown."""
    confirmed = tuple(each for each in change.confirmed if each in offered)
    stands = Chosen(change.cause, change.note, confirmed)
    return replace(stands, seen=stands.digest)
