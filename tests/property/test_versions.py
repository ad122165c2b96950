import base64
import hashlib
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import contents, lineage_of, paragraphs
from tests.strategies import any_text, documents, monotonous, texts, transitions
from versions.comparison import compare, divide
from versions.diff import apply, diff
from versions.lineage import assign_ids
from versions.mapping import Mapping
from versions.paragraph import ParagraphId
from versions.text import Point, Range
from versions.tokens import TOKEN_OR_SPACE, tokenize


@given(texts() | any_text)
def test_tokens_and_spaces_are_the_whole_text(text: str) -> None:
    assert "".join(TOKEN_OR_SPACE.findall(text)) == text
    ends = [0, *(end for token in tokenize(text) for end in token), len(text)]
    assert ends == sorted(ends)


@given(texts() | any_text, texts() | any_text)
def test_the_diff_applied_to_the_old_text_gives_the_new(old: str, new: str) -> None:
    changes = diff(old, new)
    assert apply(old, new, changes) == new
    assert (changes == ()) == (old == new)
    for before, after in pairwise(changes):
        assert old[before.old.end : after.old.start].strip()


@given(texts() | any_text, texts() | any_text)
def test_no_change_cuts_a_token(old: str, new: str) -> None:
    inside = {k for start, end in tokenize(old) for k in range(start + 1, end)}
    for change in diff(old, new):
        assert not inside & {change.old.start, change.old.end}


@given(transitions() | monotonous())
def test_a_lineage_covers_every_paragraph(pair: tuple[list[str], list[str]]) -> None:
    old, new = pair
    lineage = lineage_of(old, new)
    assert all(lineage.relations_of_old(index) for index in range(len(old)))
    assert all(lineage.relations_of_new(index) for index in range(len(new)))
    assert len({(link.old, link.new) for link in lineage.links}) == len(lineage.links)
    assert all(0 <= link.score <= 1 for link in lineage.links)
    assert all(
        (link.equal) <= (old[link.old] == new[link.new]) for link in lineage.links
    )


@given(documents)
def test_the_lineage_of_a_text_with_itself_is_identity(document: list[str]) -> None:
    lineage = lineage_of(document, document)
    assert [(k.old, k.new) for k in lineage.links] == [
        (index, index) for index in range(len(document))
    ]
    assert not lineage.moved
    assert not lineage.doubts


@given(transitions() | monotonous())
def test_every_id_is_given_once(pair: tuple[list[str], list[str]]) -> None:
    old, new = pair
    numbers = count()
    given_ids = assign_ids(
        paragraphs(*old),
        contents(*new),
        lineage_of(old, new),
        lambda: ParagraphId(f"new{next(numbers)}"),
    )
    assert [p.text for p in given_ids] == new
    assert len({p.id for p in given_ids}) == len(new)


@given(transitions() | monotonous())
def test_a_comparison_shows_every_paragraph_of_both(
    pair: tuple[list[str], list[str]],
) -> None:
    old, new = pair
    rows = compare(contents(*old), contents(*new), lineage_of(old, new))
    assert {row.old for row in rows} - {None} == set(range(len(old)))
    assert {row.new for row in rows} - {None} == set(range(len(new)))
    shown = [row.new for row in rows if row.new is not None]
    assert shown == sorted(shown)
    for row in rows:
        if (
            row.old is not None
            and row.new is not None
            and row.old_span
            and row.new_span
        ):
            before = old[row.old][: row.old_span.start]
            after = old[row.old][row.old_span.end :]
            became = apply(old[row.old], new[row.new], row.changes)
            assert became == before + row.new_span.of(new[row.new]) + after


@given(texts(), st.lists(texts(), min_size=1, max_size=4))
def test_a_divided_text_overlaps_nowhere(text: str, parts: list[str]) -> None:
    spans = sorted(divide(text, parts))
    for before, after in pairwise(spans):
        assert before.end <= after.start


@st.composite
def ranges(draw: st.DrawFn, document: list[str]) -> Range:
    first = draw(st.integers(0, len(document) - 1))
    last = draw(st.integers(first, len(document) - 1))
    start = draw(st.integers(0, len(document[first])))
    low = start if first == last else 0
    end = draw(st.integers(low, len(document[last])))
    return Range(Point(first, start), Point(last, end))


@given(documents.filter(bool), st.data())
def test_mapping_to_the_same_text_is_identity(
    document: list[str], data: st.DataObject
) -> None:
    range_ = data.draw(ranges(document))
    mapped = Mapping(document, document, lineage_of(document, document)).map(range_)
    spans = [(index, span) for index, span in range_.spans(document) if span]
    pieces = [(piece.paragraph, piece.span) for piece in mapped.pieces]
    worded = [s for s in spans if any(c.isalnum() for c in s[1].of(document[s[0]]))]
    assert pieces == (worded or spans)
    assert mapped.survived == (1 if spans else 0)
    assert not mapped.moved


@given(transitions().filter(lambda pair: bool(pair[0])), st.data())
def test_pieces_lie_apart_inside_the_new_text(
    pair: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    old, new = pair
    mapped = Mapping(old, new, lineage_of(old, new)).map(data.draw(ranges(old)))
    assert 0 <= mapped.survived <= 1
    assert all(p.span.end <= len(new[p.paragraph]) for p in mapped.pieces)
    for before, after in pairwise(mapped.pieces):
        assert before.paragraph < after.paragraph or before.span.end <= after.span.start


@given(st.lists(st.integers(100, 999), min_size=3, max_size=12, unique=True), st.data())
def test_surviving_words_stay_inside_and_come_back(
    numbers: list[int], data: st.DataObject
) -> None:
    old = " ".join(f"w{number}" for number in numbers)
    first = data.draw(st.integers(0, len(numbers) - 1))
    last = data.draw(st.integers(first, len(numbers) - 1))
    kept = data.draw(st.sets(st.sampled_from(numbers)))
    new = " ".join(f"w{number}" for number in numbers if number in kept)
    starts = {number: old.index(f"w{number}") for number in numbers}
    range_ = Range(
        Point(0, starts[numbers[first]]),
        Point(0, starts[numbers[last]] + len(f"w{numbers[last]}")),
    )
    there = lineage_of([old], [new])
    if not there.links:
        return
    mapped = Mapping([old], [new], there).map(range_)
    words = [w for piece in mapped.pieces for w in piece.span.of(new).split()]
    surviving = [f"w{n}" for n in numbers[first : last + 1] if n in kept]
    assert [w for w in words if w in surviving] == surviving


def _word(paragraph: int, place: int) -> str:
    """Return a word that is like no other; for "w0x1" and "w2x1" are much alike."""
    digest = hashlib.sha256(f"{paragraph}.{place}".encode()).digest()
    return base64.b32encode(digest)[:8].decode().lower()


@st.composite
def worked_on(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return a document in which no word stands twice, and a later state of it."""
    count = draw(st.integers(1, 6))
    old = [
        " ".join(_word(paragraph, place) for place in range(draw(st.integers(4, 9))))
        for paragraph in range(count)
    ]
    new: list[str] = []
    for text in draw(st.permutations(old)):
        edit = draw(st.sampled_from(["keep", "drop", "word", "add", "insert"]))
        words = text.split()
        if edit == "drop":
            continue
        if edit == "word":
            words.pop(draw(st.integers(0, len(words) - 1)))
        elif edit == "add":
            words.insert(draw(st.integers(0, len(words))), f"n{len(new)}x")
        new.append(" ".join(words))
        if edit == "insert":
            new.append(f"z{len(new)}x ganz neuer Absatz z{len(new)}y")
    return old, new


@given(worked_on(), st.data())
def test_a_span_that_survived_comes_back_to_where_it_was(
    pair: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    old, new = pair
    at = data.draw(st.integers(0, len(old) - 1))
    words = tokenize(old[at])
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    there = Range(Point(at, words[first].start), Point(at, words[last].end))
    forth = Mapping(old, new, lineage_of(old, new)).map(there)
    if forth.survived < 1:
        return
    (piece,) = forth.pieces
    surviving = old[at][words[first].start : words[last].end].split()
    found = piece.span.of(new[piece.paragraph]).split()
    assert [word for word in found if word in surviving] == surviving
    back = Mapping(new, old, lineage_of(new, old)).map(
        Range(
            Point(piece.paragraph, piece.span.start),
            Point(piece.paragraph, piece.span.end),
        )
    )
    (origin,) = back.pieces
    assert (origin.paragraph, origin.span.start, origin.span.end) == (
        at,
        words[first].start,
        words[last].end,
    )


@given(transitions())
def test_words_that_live_on_unchanged_come_back_to_their_place(
    pair: tuple[list[str], list[str]],
) -> None:
    old, new = pair
    forth = lineage_of(old, new)
    for link in forth.links:
        text = old[link.old]
        alone = len(forth.of_old[link.old]) == len(forth.of_new[link.new]) == 1
        if alone and text and text == new[link.new]:
            range_ = Range(Point(link.old, 0), Point(link.old, len(text)))
            (piece,) = Mapping(old, new, forth).map(range_).pieces
            assert (piece.paragraph, piece.span.of(new[piece.paragraph])) == (
                link.new,
                text,
            )
