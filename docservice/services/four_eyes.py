"""In some processes what one drafter words, another one decides."""

from collections.abc import Sequence

from docservice.access import Opened
from docservice.db.dispositions import StoredDisposition
from docservice.db.people import Person
from docservice.services import requests
from docservice.services.errors import Invalid


class TakenAlone(Invalid):
    """One person would decide what they worded; `annotation_ids` where it is several."""

    def __init__(self, annotation_ids: Sequence[str] = ()) -> None:
        super().__init__(
            "this process asks for four eyes: propose the answer, and somebody else"
            " decides it word for word",
            "state",
        )
        self.annotation_ids = tuple(annotation_ids)


def asks_for_four_eyes(opened: Opened) -> bool:
    """Return whether the document's process asks for two people behind each answer."""
    return opened.process is not None and opened.process.four_eyes


def require_second(
    opened: Opened,
    person: Person,
    versions: Sequence[StoredDisposition],
    request: requests.Answer,
) -> None:
    """Refuse a decision that one person would take alone.

    `versions` are those of the answer so far, the oldest first. Decided is what somebody
    else proposed last, word for word; what is decided already may be said again, so that
    a note or a link is added to it, or a proposal to change it is taken back.

    Raises:
        TakenAlone: the words are the person's own.
    """
    if request.state == "proposed" or not asks_for_four_eyes(opened):
        return
    proposed = [each for each in versions[-1:] if each.author.id != person.id]
    decided = [each for each in versions if each.value.state != "proposed"][-1:]
    if not any(_says(each, request) for each in (*proposed, *decided)):
        raise TakenAlone


def _says(stored: StoredDisposition, request: requests.Answer) -> bool:
    """Return whether a version says in public what is requested."""
    value = stored.value
    return (
        value.outcome,
        value.reason,
        value.duplicate_of,
        value.without_change,
    ) == (
        request.outcome,
        request.reason,
        request.duplicate_of,
        request.without_change,
    )
