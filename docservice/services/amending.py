"""Change an annotation in part: its author its words, a moderator whether it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from docservice.access import Actor, NotFound
from docservice.db import annotations
from docservice.db.events import Unit
from docservice.services import annotate
from docservice.services.annotate import Edit, Written
from docservice.services.errors import Invalid

Shown = Literal["visible", "hidden"]
SHOWN: tuple[Shown, ...] = ("visible", "hidden")  # what moderators decide about


@dataclass(frozen=True, slots=True)
class Amendment:
    """What shall change; None leaves it. `version` is the one that was read, if known."""

    body: str | None
    replacement: str | None
    state: Shown | None
    version: int | None


def amend(
    unit: Unit, actor: Actor, annotation_id: str, wanted: Amendment, *, now: datetime
) -> Written:
    """Change an annotation.

    Raises:
        Invalid: words and state at once, or neither.
        AccessError, ServiceError: as for `annotate.edit` and `annotate.moderate`.
    """
    has_words = wanted.body is not None or wanted.replacement is not None
    if has_words == (wanted.state is not None):
        raise Invalid("give body and replacement, or state", "body")
    if wanted.state is not None:
        hide = wanted.state == "hidden"
        return annotate.moderate(unit, actor, annotation_id, hide=hide, now=now)
    row = annotations.get_annotation(unit.connection, annotation_id)
    if row is None:
        raise NotFound("annotation", annotation_id)
    edit = Edit(
        row.body if wanted.body is None else wanted.body,
        row.replacement if wanted.replacement is None else wanted.replacement,
        wanted.version,
    )
    return annotate.edit(unit, actor, annotation_id, edit, now=now)
