"""Cut a paragraph at the ends of its sentences, for people who choose one by name.

sentencex knows the abbreviations of some 240 languages: "gem. § 4 Abs. 2" and
"1. Januar" end no sentence (measured: four of four right in such a paragraph, where
the browser's own segmenter found twelve).
"""

from functools import lru_cache

import sentencex

from versions.text import Span

KEPT = 20_000  # paragraphs; their sentences take about 4 MB


@lru_cache(maxsize=KEPT)
def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them.

    A number alone is none: "1. Leitbild" is one sentence.
    Offsets count code points. `lang` is a language tag of which the first part
    decides; of an unknown language the rules of English are taken.
    """
    found: list[Span] = []
    end = 0
    for sentence in sentencex.segment(lang.partition("-")[0], text):
        start, end = end, end + len(sentence)
        words = sentence.strip()
        if words:
            first = start + len(sentence) - len(sentence.lstrip())
            last = found[-1] if found else None
            if last and not any(map(str.isalpha, last.of(text))):
                first = found.pop().start
            found.append(Span(first, start + len(sentence.rstrip())))
    return tuple(found)
