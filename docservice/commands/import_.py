"""`randnotiz import`: create a document from a file, or publish its next revision."""

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from docservice.access import Opened
from docservice.commands.command import DONE, Command, CommandFailed, WrongUsage, ruled
from docservice.db import documents
from docservice.db.store import Store
from docservice.services import labels, publishing
from docservice.services.assessment import Assessment
from docservice.services.importing import Imported, ImportLimits, read_document
from docservice.services.operator import onlooker, operator
from docservice.services.publishing import NewDocument, NewText
from docservice.settings import Settings
from versions.revision import Revision

SHOWN_CHARS = 60  # of a paragraph in the preview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, help="Markdown, DOCX, ODT or HTML")
    parser.add_argument(
        "--document",
        type=ruled(publishing.require_slug),
        required=True,
        metavar="SLUG",
    )
    parser.add_argument("--title", help="of a new document; else the file's own")
    parser.add_argument("--lang", help="of a new document; de by default")
    parser.add_argument("--label", default="", help="of the revision")
    parser.add_argument("--note", default="", help="what is new in the revision")
    parser.add_argument("--process", metavar="SLUG", help="of a new document")
    parser.add_argument(
        "--override", default="", metavar="REASON", help="why the gate is passed"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would happen, store nothing"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Import the file.

    Raises:
        WrongUsage: an option says of a document what it is not.
        CommandFailed, DocumentRefused, ServiceError, DatabaseError: it cannot be.
    """
    text = _read(arguments.file, settings)
    with Store.open(settings.database, settings.read_threads) as store:
        if store.read_now(documents.get_document, arguments.document) is None:
            _create(store, arguments, text)
        else:
            _continue(store, arguments, text)
    return DONE


def _read(path: Path, settings: Settings) -> Imported:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandFailed(f"cannot read {path}: {error.strerror}") from error
    text = read_document(
        data,
        path.name,
        progress=_progress if sys.stderr.isatty() else None,
        limits=ImportLimits(file_bytes=settings.upload_bytes),
    )
    for notice in text.warnings:
        print(f"note: {notice.message()}", file=sys.stderr)
    return text


def _progress(stage: str, share: float) -> None:
    end = "\n" if share >= 1 else ""
    print(f"\r{stage} {share:4.0%}", end=end, file=sys.stderr, flush=True)


def _create(store: Store, arguments: argparse.Namespace, text: Imported) -> None:
    slug, title = arguments.document, arguments.title or text.title
    if not title:
        raise CommandFailed("the file has no title; give one with --title")
    process_id = None
    if arguments.process:
        process = store.read_now(documents.get_process, arguments.process)
        if process is None:
            raise CommandFailed(f"there is no process {arguments.process!r}")
        process_id = process.id
    if arguments.dry_run:
        print(f"would create {slug!r} with {len(text.contents)} paragraphs")
        return
    now = datetime.now(UTC)
    actor = store.write_now(operator, now=now)
    lang = arguments.lang or "de"
    new = NewDocument(
        slug=slug,
        title=title,
        lang=lang,
        label=arguments.label or labels.plain(1, lang),
        note=arguments.note,
        contents=text.contents,
        process_id=process_id,
    )
    store.write_now(publishing.create_document, actor, new, now=now)
    print(f"created {slug!r}, revision 1 with {len(text.contents)} paragraphs")


def _continue(store: Store, arguments: argparse.Namespace, text: Imported) -> None:
    new = NewText(label=arguments.label, note=arguments.note, contents=text.contents)
    found = store.read_now(publishing.assess_text, onlooker(), arguments.document, new)
    _require_same(arguments, found.opened)
    if arguments.dry_run:
        print("\n".join(preview_lines(found)))
        return
    publishing.require_news(found.base, new)
    now = datetime.now(UTC)
    actor = store.write_now(operator, now=now)
    made = store.write_now(
        publishing.publish, actor, found, now=now, override=arguments.override
    )
    print(
        f"published revision {made.head.number} of {arguments.document!r} with"
        f" {made.stored} new paragraph texts"
    )
    print(_verdicts(found))


def _require_same(arguments: argparse.Namespace, opened: Opened) -> None:
    """Refuse what is said of a new document where it does not fit the one there is."""
    document, within = opened.document, opened.process
    kept = {
        "title": document.title,
        "lang": document.lang,
        "process": within.slug if within else None,
    }
    for option, value in kept.items():
        given = getattr(arguments, option)
        if given not in (None, value):
            raise WrongUsage(
                f"--{option} is for a new document; {document.slug!r} keeps"
                f" {'none' if value is None else repr(value)}, so leave it out"
            )


def preview_lines(found: Assessment) -> list[str]:
    """Return in lines what publishing would do: lineage, places, what is open."""
    lines = [f"revision {found.base.number} -> {found.draft.number}", "", "paragraphs:"]
    for row in found.rows:
        relations = ", ".join(sorted(row.relations)) or "kept"
        if relations != "kept":
            old, new = _shown(found.base, row.old), _shown(found.draft, row.new)
            lines.append(f"  {relations}: {old} -> {new}")
    kept = sum(row.relations == {"kept"} for row in found.rows)
    lines += [f"  kept: {kept}", "", "annotations:"]
    for key, anchor in sorted(found.anchors.items()):
        if anchor.anchor.verdict != "kept":
            quote = _short(found.annotations[key].target.quote.exact)
            score = f"{anchor.anchor.score:.2f}"
            lines.append(f"  {key} {anchor.anchor.verdict} {score}: {quote}")
    gate = found.gate
    return [
        *lines,
        f"  {_verdicts(found)}",
        "",
        f"comments without an answer: {len(gate.unanswered)}",
        f"accepted without a linked change: {len(gate.unlinked)}",
        f"changes without a cause: {len(gate.uncaused)}",
        f"places in doubt: {len(gate.doubtful)}",
        f"bundles answered in part: {len(gate.halved)}",
        "nothing was stored",
    ]


def _verdicts(found: Assessment) -> str:
    counts = Counter(each.anchor.verdict for each in found.anchors.values())
    return ", ".join(f"{word}: {counts[word]}" for word in sorted(counts)) or "none"


def _shown(revision: Revision, index: int | None) -> str:
    return "-" if index is None else _short(revision.paragraphs[index].text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= SHOWN_CHARS else line[: SHOWN_CHARS - 1] + '…'}”"


COMMAND = Command(
    "import", "create a document from a file, or its next revision", run, add_arguments
)
