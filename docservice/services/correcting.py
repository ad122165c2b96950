"""The place that a person names by its words, in a text that they look at."""

from annotations.selector import Position, Quote
from docservice.services.errors import Invalid
from docservice.services.lines import is_blank
from docservice.services.placing import place_target
from versions.paragraph import ParagraphId
from versions.revision import Revision


def place_of_words(
    revision: Revision, words: str, paragraph: str = ""
) -> tuple[Position, Position]:
    """Return where `words` stand, in one paragraph or anywhere in the text.

    Without words it is the whole paragraph.

    Raises:
        Invalid: they stand nowhere or several times, or neither is given.
    """
    wanted = "" if is_blank(words) else words.strip()
    if not paragraph:
        if not wanted:
            raise Invalid("name a paragraph, or its words", "words")
        target = place_target(revision, Quote(wanted))
        return target.start, target.end
    index = revision.index_of(ParagraphId(paragraph))
    if index is None:
        raise Invalid("the draft has no such paragraph", "paragraph")
    text = revision.texts[index]
    count = text.count(wanted) if wanted else 1
    if count != 1:
        said = "several times" if count else "nowhere"
        raise Invalid(f"the words stand {said} in this paragraph", "words")
    start = text.index(wanted)
    end = start + len(wanted) if wanted else len(text)
    return Position(paragraph, start), Position(paragraph, end)
