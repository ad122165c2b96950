"""The JSON shapes of the domain: one for REST, the socket, events and exports."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from annotations.anchor import Place
from annotations.selector import Position, Target
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.db.changes import Side, StoredChange
from docservice.db.codec import timestamp
from docservice.db.dispositions import StoredDisposition
from docservice.db.documents import Document
from docservice.db.gate_reasons import GateReason
from docservice.db.people import Person
from docservice.db.rejoinders import Rejoinder
from docservice.db.revisions import RevisionHead
from docservice.db.threads import Reply
from docservice.services.markdown import render
from versions.paragraph import Paragraph

Resource = dict[str, Any]  # JSON; its keys are those of docs/http-api.md


def person(value: Person) -> Resource:
    """Return what the public sees of a person."""
    return {
        "id": value.id,
        "name": value.name,
        "role": value.role,
        "guest": value.is_guest,
    }


def document(value: Document, process: str | None = None) -> Resource:
    """Return a document; `process` is the address part of its process."""
    return {
        "slug": value.slug,
        "title": value.title,
        "lang": value.lang,
        "process": process,
        "newest": value.newest,
        "seq": value.seq,
        "url": f"/{value.lang[:2]}/d/{value.slug}",
    }


def revision(value: RevisionHead) -> Resource:
    """Return a revision without its text."""
    return {
        "number": value.number,
        "label": value.label,
        "note": value.note,
        "status": value.status,
        "published_at": timestamp(value.published_at) if value.published_at else None,
        "override_reason": value.override_reason,
    }


def passed(reasons: Sequence[GateReason]) -> list[Resource]:
    """Return what was open when a revision was published, with the public reasons."""
    return [
        {"list": each.list, "size": each.size, "reason": each.reason}
        for each in reasons
    ]


def paragraph(value: Paragraph) -> Resource:
    """Return a paragraph with its text and marks."""
    content = value.content
    return {
        "id": value.id,
        "kind": content.kind,
        "level": content.level,
        "marker": content.marker,
        "text": content.text,
        "marks": [
            {"start": m.start, "end": m.end, "kind": m.kind, "value": m.value}
            for m in content.marks
        ],
        "sha256": content.sha256,
    }


def position(value: Position) -> Resource:
    """Return a position."""
    return {"paragraph": value.paragraph, "offset": value.offset}


def place(value: Place) -> Resource:
    """Return a span of a revision."""
    return {"start": position(value.start), "end": position(value.end)}


def target(value: Target) -> Resource:
    """Return the selectors of an annotation, as made."""
    return {
        "start": position(value.start),
        "end": position(value.end),
        "quote": {
            "exact": value.quote.exact,
            "prefix": value.quote.prefix,
            "suffix": value.quote.suffix,
        },
    }


def anchor(value: StoredAnchor) -> Resource:
    """Return where an annotation stands in one revision."""
    found = value.anchor
    return {
        "revision": value.revision,
        "verdict": found.verdict,
        "since_made": value.since_made,
        "start": position(found.place.start) if found.place else None,
        "end": position(found.place.end) if found.place else None,
        "old": found.old,
        "new": found.new,
        "score": found.score,
        "method": found.method,
        "algorithm": found.algorithm,
        "confirmed": value.confirmed_by is not None,
        "pieces": [place(each) for each in found.pieces],
        "candidates": [place(each) for each in found.candidates],
    }


def _anchor_or_none(value: StoredAnchor | None) -> Resource | None:
    return anchor(value) if value else None


def reply(value: Reply, *, hidden: bool = False) -> Resource:
    """Return a reply; `hidden` shows what a moderator hid."""
    body = value.body if value.state == "visible" or hidden else ""
    return {
        "id": value.id,
        "annotation": value.annotation_id,
        "author": person(value.author),
        "body": body,
        "body_html": render(body),
        "created_at": timestamp(value.created_at),
        "state": value.state,
    }


def disposition(
    value: StoredDisposition, changes: Collection[str] = (), *, internal: bool = False
) -> Resource:
    """Return an answer with the ids of its changes; `internal` adds the note."""
    found: Resource = {
        "outcome": value.value.outcome,
        "reason": value.value.reason,
        "reason_html": render(value.value.reason),
        "state": value.value.state,
        "duplicate_of": value.value.duplicate_of,
        "without_change": value.value.without_change,
        "version": value.value.version,
        "by": person(value.author),
        "at": timestamp(value.created_at),
        "published_at": timestamp(value.published_at) if value.published_at else None,
        "changes": list(changes),
    }
    if internal:
        found["note"] = value.value.note
    return found


def annotation(
    value: Annotation,
    *,
    document: str,
    anchor: StoredAnchor | None,
    replies: Sequence[Reply] = (),
    disposition: Resource | None = None,
    rejoinder: Resource | None = None,
    hidden: bool = False,
) -> Resource:
    """Return an annotation; `hidden` shows what a moderator hid."""
    shown = value.state == "visible" or (value.state == "hidden" and hidden)
    body = value.body if shown else ""
    return {
        "id": value.id,
        "document": document,
        "revision": value.revision,
        "motivation": value.motivation,
        "body": body,
        "body_html": render(body),
        "replacement": value.replacement if shown else None,
        "lang": value.lang,
        "author": person(value.author),
        "created_at": timestamp(value.created_at),
        "edited_at": timestamp(value.edited_at) if value.edited_at else None,
        "state": value.state,
        "version": value.version,
        "target": target(value.target),
        "anchor": _anchor_or_none(anchor),
        "support": value.support,
        "replies": [reply(each, hidden=hidden) for each in replies],
        "disposition": disposition,
        "rejoinder": rejoinder if shown else None,
        "url": f"/c/{value.id}",
    }


def rejoinder(value: Rejoinder, *, holds: bool) -> Resource:
    """Return what the author says about a version of the answer.

    `holds` says whether the answer still is what it was about.
    """
    return {
        "version": value.version,
        "holds": holds,
        "stance": value.stance,
        "reason": value.reason,
        "reason_html": render(value.reason),
        "at": timestamp(value.created_at),
    }


def side(value: Side | None) -> Resource | None:
    """Return one side of a change."""
    if value is None:
        return None
    return {
        "paragraph": value.paragraph,
        "start": value.start,
        "end": value.end,
        "text": value.text,
    }


def change(
    value: StoredChange, annotations: Mapping[str, Sequence[str]] | None = None
) -> Resource:
    """Return a change with the ids of the annotations it answers."""
    return {
        "id": value.id,
        "revision": value.revision,
        "kind": value.kind,
        "old": side(value.old),
        "new": side(value.new),
        "cause": value.cause,
        "note": value.note,
        "annotations": list((annotations or {}).get(value.id, ())),
    }
