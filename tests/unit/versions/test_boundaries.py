import pytest

from versions.alignment import Block, in_order
from versions.boundaries import common_ends, sentences_around, settled


@pytest.mark.parametrize(
    ("old", "new", "inserted"),
    [
        ("a.b.", "a.x.b.", "x."),
        ("ab,cd", "ab,xb,cd", "xb,"),
        ("abcd", "abxcd", "x"),
        ("a.", "a.b.", "b."),
        (".ab", ".a.ab", "a."),
    ],
)
def test_an_insertion_ends_where_a_sentence_or_clause_does(
    old: str, new: str, inserted: str
) -> None:
    kept = settled(old, new, in_order(old, new))
    covered = {
        place for block in kept for place in range(block.new, block.new + block.size)
    }
    assert "".join(c for k, c in enumerate(new) if k not in covered) == inserted
    assert "".join(old[b.old : b.old + b.size] for b in kept) == old


def test_a_deletion_ends_there_too() -> None:
    blocks = [Block(0, 0, 1), Block(3, 1, 3)]
    assert settled("a.b.c.", "a.c.", blocks) == [Block(0, 0, 2), Block(4, 2, 2)]


def test_a_replacement_stays_where_it_is() -> None:
    blocks = [Block(0, 0, 1), Block(2, 2, 1)]
    assert settled("axb", "ayb", blocks) == blocks


def test_a_block_that_slides_wholly_joins_the_one_before() -> None:
    assert settled("ab.", "ab.xy.", [Block(0, 0, 2), Block(2, 5, 1)]) == [
        Block(0, 0, 3)
    ]


def test_blocks_with_nothing_between_are_one() -> None:
    assert settled("abc", "abc", [Block(k, k, 1) for k in range(3)]) == [Block(0, 0, 3)]


def test_nothing_equal_leaves_nothing_to_settle() -> None:
    assert settled("a", "b", []) == []


def test_without_a_better_boundary_nothing_slides() -> None:
    blocks = [Block(0, 0, 1), Block(1, 3, 2)]
    assert settled("bac", "badac", blocks) == blocks


@pytest.mark.parametrize(
    ("old", "new", "head", "tail"),
    [
        ("Eins. Zwei. Drei.", "Eins. Neu. Drei.", "Eins.", "Drei."),
        ("Eins. Zwei drei. Vier.", "Eins. Zwei neu. Vier.", "Eins.", "Vier."),
        ("Ein Satz mit vier Worten", "Ein Satz mit fünf Worten", "", ""),
        ("Eins. Die Zwei.", "Eins. Die Drei. Die Zwei.", "Eins.", "Die Zwei."),
        ("Eins. Die Drei. Die Zwei.", "Eins. Die Zwei.", "Eins.", "Die Zwei."),
        ("Die Zwei.", "Die Eins. Die Zwei.", "", "Die Zwei."),
        ("Eins.", "Eins. Eins.", "", "Eins."),
        ("Eins. Eins. Zwei.", "Eins. Zwei.", "Eins.", "Zwei."),
        ("a) bei Nr. 1", "a) bei Nr. 2", "a) bei Nr.", ""),
        ("alpha beta", "alphabeta beta", "", ""),
        ("", "neu", "", ""),
    ],
)
def test_both_texts_begin_and_end_with_whole_sentences_in_common(
    old: str, new: str, head: str, tail: str
) -> None:
    first, last = common_ends(old, new)
    assert (old[:first], old[len(old) - last :]) == (head, tail)
    assert (new[:first], new[len(new) - last :]) == (head, tail)


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Eins", "Eins ist da."),
        ("da.", "Eins ist da."),
        ("Zwei", "Zwei auch!"),
        ("auch! Drei", "Zwei auch! Drei?"),
        ("Vier", "Vier"),
    ],
)
def test_the_sentences_around_a_stretch(words: str, sentences: str) -> None:
    text = "Eins ist da. Zwei auch! Drei? Vier"
    start = text.index(words)
    first, last = sentences_around(text, start, start + len(words))
    assert text[first:last] == sentences
