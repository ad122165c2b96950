"""What is said in a thread, as files tell it: in words without the signs of Markdown."""

from collections.abc import Iterator

from docservice.services.exporting.words import (
    MOTIVATIONS,
    NOT_IN_TEXT,
    OUTCOMES,
    QUOTATION,
    STANCES,
    Lang,
)
from docservice.services.markdown import plain_words
from docservice.services.resources import Resource


def comment_lines(remark: Resource, lang: Lang) -> Iterator[str]:
    """Yield what a remark says and the wording it proposes, or else what it is."""
    if remark["body"]:
        yield plain_words(remark["body"])
    if remark["replacement"] is not None:
        wording = QUOTATION[lang].format(remark["replacement"])
        yield f"{MOTIVATIONS[lang]['editing']}: {wording}"
    if not remark["body"] and remark["replacement"] is None:
        yield MOTIVATIONS[lang][remark["motivation"]]


def answer_lines(answer: Resource, lang: Lang) -> Iterator[str]:
    """Yield the outcome with its reason, and why it changed nothing in the text."""
    outcome = OUTCOMES[lang][answer["outcome"]]
    reason = plain_words(answer["reason"])
    yield f"{outcome}: {reason}" if reason else outcome
    yield from unchanged_lines(answer, lang)


def unchanged_lines(answer: Resource, lang: Lang) -> Iterator[str]:
    """Yield why something accepted changed nothing in the text, if that is said."""
    if answer["without_change"]:
        yield f"{NOT_IN_TEXT[lang]}: {answer['without_change']}"


def standing_rejoinder(remark: Resource) -> Resource | None:
    """Return what the author says about the answer, if that still says the same."""
    rejoinder: Resource | None = remark["rejoinder"]
    return rejoinder if rejoinder is not None and rejoinder["holds"] else None


def rejoinder_words(rejoinder: Resource, lang: Lang) -> str:
    """Return what the author says about the answer."""
    reason = plain_words(rejoinder["reason"])
    return f"{STANCES[lang][rejoinder['stance']]} {reason}".rstrip()


def response_fields(remark: Resource) -> dict[str, str]:
    """Return for programs what people read beside reasons and changes; "" for nothing."""
    answer, rejoinder = remark["disposition"], standing_rejoinder(remark)
    return {
        "without_change": answer["without_change"] if answer else "",
        "rejoinder": rejoinder["stance"] if rejoinder else "",
        "rejoinder_reason": rejoinder["reason"] if rejoinder else "",
    }
