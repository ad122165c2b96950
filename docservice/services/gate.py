"""What is open before publishing, in lists, and who may pass it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.disposition import NEEDS_CHANGE
from annotations.thread import COMMENT_MOTIVATIONS
from docservice.access import Opened
from docservice.db import bundles, changes
from docservice.db.annotations import Annotation
from docservice.db.dispositions import StoredDisposition
from docservice.db.gate_reasons import GateList, GateReason
from docservice.services.errors import Conflict
from docservice.services.lines import is_blank
from docservice.services.process_gate import gate_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What is open before publishing.

    Ids of annotations without a decided answer, of those that were accepted though no
    change is linked and nobody said why there is none, keys of changes without a cause,
    ids of annotations whose place is in doubt and was confirmed by nobody, and ids of
    bundles of which only a part is answered.
    """

    unanswered: tuple[str, ...]
    unlinked: tuple[str, ...]
    uncaused: tuple[str, ...]
    doubtful: tuple[str, ...]
    halved: tuple[str, ...]

    @property
    def lists(self) -> Mapping[GateList, tuple[str, ...]]:
        """Return the lists by name, in the order in which they are shown."""
        return {
            "unanswered": self.unanswered,
            "unlinked": self.unlinked,
            "uncaused": self.uncaused,
            "doubtful": self.doubtful,
            "halved": self.halved,
        }

    @property
    def open(self) -> tuple[GateList, ...]:
        """Return the names of the lists that are not empty."""
        return tuple(name for name, listed in self.lists.items() if listed)

    @property
    def is_clear(self) -> bool:
        """Return whether nothing is open."""
        return not self.open


class GateClosed(Conflict):
    """Something is open, and the process demands that nothing is.

    `missing` are the lists for which it would take a public reason; where the process
    lets nobody pass, they are all that are open.
    """

    def __init__(
        self, gate: Gate, missing: Sequence[GateList], *, is_final: bool
    ) -> None:
        how = (
            "this process lets nobody pass"
            if is_final
            else "or give a reason in override"
        )
        super().__init__(
            f"the gate is closed: answer what is open ({', '.join(missing)}); {how}"
        )
        self.gate = gate
        self.missing = tuple(missing)
        self.is_final = is_final


def pass_gate(
    opened: Opened, gate: Gate, override: str, reasons: Mapping[GateList, str]
) -> list[GateReason]:
    """Return what is open with the reason for each list; `override` is one for all.

    Raises:
        GateClosed: the process demands a reason that is missing, or lets nobody pass.
    """
    given = {name: _first(reasons.get(name, ""), override) for name in gate.open}
    kind = gate_of(opened.process) if opened.process is not None else "advise"
    if kind != "advise":
        is_final = kind == "final"
        missing = [name for name in gate.open if is_final or not given[name]]
        if missing:
            raise GateClosed(gate, missing, is_final=is_final)
    return [
        GateReason(name, len(gate.lists[name]), reason)
        for name, reason in given.items()
    ]


def _first(*reasons: str) -> str:
    """Return the first reason in which something can be seen, empty if there is none."""
    return next((each.strip() for each in reasons if not is_blank(each)), "")


def unanswered(
    found: Mapping[str, Annotation], answers: Mapping[str, StoredDisposition]
) -> tuple[str, ...]:
    """Return the visible annotations without a decided answer."""
    return tuple(
        key
        for key, row in found.items()
        if _needs_answer(row) and not _is_decided(answers.get(key))
    )


def unlinked(
    connection: Connection,
    found: Mapping[str, Annotation],
    answers: Mapping[str, StoredDisposition],
    drafted: set[str],
    newest: int,
) -> tuple[str, ...]:
    """Return those that were accepted, but changed nothing that a person linked.

    `drafted` are those that a change of the draft is linked with; changes of revisions
    up to `newest` count as well.
    """
    accepted = [
        key
        for key, answer in answers.items()
        if found[key].state == "visible"
        and answer.value.state != "proposed"
        and answer.value.outcome in NEEDS_CHANGE
        and not answer.value.without_change
        and key not in drafted
    ]
    found_links = changes.incorporations_of(connection, annotation_ids=accepted)
    links = [link for link in found_links if link.is_confirmed]
    linked_changes = changes.get_changes(connection, {link.change_id for link in links})
    published = {each.id for each in linked_changes if each.revision <= newest}
    linked = {link.annotation_id for link in links if link.change_id in published}
    return tuple(key for key in accepted if key not in linked)


def halved(
    connection: Connection,
    document_id: str,
    found: Mapping[str, Annotation],
    answers: Mapping[str, StoredDisposition],
) -> tuple[str, ...]:
    """Return the bundles of which some are answered, and some are not."""
    halves = []
    for key, ids in bundles.bundles_of(connection, document_id).items():
        asked = [each for each in ids if each in found and _needs_answer(found[each])]
        decided = sum(_is_decided(answers.get(each)) for each in asked)
        if 0 < decided < len(asked):
            halves.append(key)
    return tuple(halves)


def _needs_answer(row: Annotation) -> bool:
    return row.state == "visible" and row.motivation in COMMENT_MOTIVATIONS


def _is_decided(answer: StoredDisposition | None) -> bool:
    return answer is not None and answer.value.state != "proposed"
