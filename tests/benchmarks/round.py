"""A round of participation at its largest: a long text with very many annotations."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from docservice.access import Actor
from docservice.db.documents import get_document
from docservice.db.events import Unit
from docservice.db.revisions import get_revision
from docservice.db.store import Store
from docservice.services import annotate, publishing, requests
from docservice.services.publishing import NewDocument
from tests import factories
from tests.factories import NOW
from versions.paragraph import Content
from versions.revision import Revision

SLUG = "runde"
WORDS = 60  # per paragraph, as in a German law
CHAPTER = 50  # paragraphs
BATCH = 500  # annotations per transaction


@dataclass(frozen=True, slots=True)
class Round:
    """The people of a round and its text."""

    drafter: Actor
    citizen: Actor
    base: Revision


def begin_round(store: Store, paragraphs: int, annotations: int) -> Round:
    """Publish a text and annotate it all over; the same in every run."""
    choose = random.Random(1)  # noqa: S311 - no secret
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    store.write_now(
        publishing.create_document,
        drafter,
        NewDocument(
            slug=SLUG,
            title="Runde",
            lang="de",
            label="Entwurf 1",
            contents=tuple(_contents(choose, paragraphs)),
        ),
        now=NOW,
    )
    document = store.read_now(get_document, SLUG)
    if document is None:
        raise LookupError("the benchmark's document is missing")
    base = store.read_now(get_revision, document.id, 1)
    if base is None:
        raise LookupError("the benchmark's revision is missing")
    for first in range(0, annotations, BATCH):
        count = min(BATCH, annotations - first)
        store.write_now(_annotate, citizen, base, choose, count)
    return Round(drafter, citizen, base)


def next_text(base: Revision) -> tuple[Content, ...]:
    """Return the text as an office hands it on: every fifth paragraph touched."""
    choose = random.Random(2)  # noqa: S311 - no secret
    contents = [each for p in base.paragraphs for each in _next(choose, p.content)]
    for _ in range(len(contents) // 100):
        moved = contents.pop(choose.randrange(len(contents)))
        contents.insert(choose.randrange(len(contents)), moved)
    return tuple(contents)


def _next(choose: random.Random, content: Content) -> Iterator[Content]:
    fate = choose.random()
    if content.kind == "heading" or fate < 0.80:
        yield content
        return
    words = content.text.split()
    if fate < 0.92:
        for _ in range(6):
            words[choose.randrange(len(words))] = _word(choose)
        yield Content("paragraph", " ".join(words))
    elif fate < 0.95:
        yield Content("paragraph", " ".join(words[: WORDS // 2]))
        yield Content("paragraph", " ".join(words[WORDS // 2 :]))
    elif fate < 0.98:
        yield content
        yield _paragraph(choose)


def _contents(choose: random.Random, count: int) -> Iterator[Content]:
    for number in range(count):
        if number % CHAPTER:
            yield _paragraph(choose)
        else:
            yield Content("heading", f"Kapitel {number // CHAPTER + 1}", 1)


def _paragraph(choose: random.Random) -> Content:
    return Content("paragraph", " ".join(_word(choose) for _ in range(WORDS)) + ".")


def _word(choose: random.Random) -> str:
    """Return one of some thousand words; frequent ones are frequent, as in a language."""
    rank = min(int(choose.paretovariate(0.6)), 5_000)
    return f"wort{rank}"


def _annotate(
    unit: Unit, citizen: Actor, base: Revision, choose: random.Random, count: int
) -> None:
    for _ in range(count):
        paragraph = choose.choice(base.paragraphs)
        length = len(paragraph.text)
        start = choose.randrange(max(1, length - 40))
        end = min(length, start + choose.randint(8, 80))
        raw: dict[str, object] = {
            "revision": 1,
            "target": {
                "start": {"paragraph": paragraph.id, "offset": start},
                "end": {"paragraph": paragraph.id, "offset": end},
            },
            "body": "Bitte genauer sagen, wer das bezahlt und bis wann es gilt.",
        }
        if choose.random() < 0.15:
            raw |= {"motivation": "editing", "replacement": "bis Ende 2028"}
        annotate.annotate(unit, citizen, SLUG, requests.remark(raw), now=NOW)
