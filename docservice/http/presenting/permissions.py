"""What the person who looks may do here and now, as pages offer it.

Pages only offer; the services decide, and check again.
"""

from datetime import datetime

from docservice.access import Opened, Permission
from docservice.services.resources import Resource

# Also without a session: the form asks for a name and makes one.
OFFERED: tuple[Permission, ...] = ("annotate", "reply", "support")


def allowed(opened: Opened, now: datetime) -> frozenset[str]:
    """Return which of annotate, reply and support are open to who looks."""
    if opened.actor.person is None:
        if not opened.welcomes_guests():
            return frozenset()
        return frozenset(p for p in OFFERED if opened.opens(p, now))
    return frozenset(p for p in OFFERED if opened.allows(p, now))


def actions(
    resource: Resource, open_here: frozenset[str], actor_id: str | None
) -> frozenset[str]:
    """Return what is offered at an annotation: reply, support, edit, withdraw.

    `open_here` is what `allowed` says of its document.
    """
    if resource["state"] != "visible":
        return frozenset()
    found = open_here & {"reply", "support"}
    if actor_id is not None and resource["author"]["id"] == actor_id:
        found = found - {"support"} | {"withdraw"}
        if "annotate" in open_here and not is_answered(resource):
            found |= {"edit"}
    return found


def is_answered(resource: Resource) -> bool:
    """Return whether everybody can see an answer."""
    answer = resource["disposition"]
    return answer is not None and answer["state"] == "published"
