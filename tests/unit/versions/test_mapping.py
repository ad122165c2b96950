import pytest

from tests.builders import lineage_of, marked_range
from versions.mapping import Mapped, Mapping
from versions.text import Point, Range

HEAD = "Leitbild der Stadt"
END = "Inkrafttreten und Übergang"


def mapped(old: list[str], new: list[str]) -> tuple[list[str], Mapped]:
    """Map the bracketed range of `old`; return the words of its pieces too."""
    texts, range_ = marked_range(*old)
    result = Mapping(texts, new, lineage_of(texts, new)).map(range_)
    return [p.span.of(new[p.paragraph]) for p in result.pieces], result


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (["the [quick] fox"], ["the quick fox"], ["quick"]),
        (["the [quick ]fox"], ["the quick fox"], ["quick "]),
        (["the qu[ick f]ox here"], ["so the quick fox here"], ["ick f"]),
        (["the [quick fox] ran"], ["the quick red fox ran"], ["quick red fox"]),
        (["the [fox] ran home"], ["the red fox then ran home"], ["fox"]),
        (["so[ the quick ]fox ran"], ["so the quick fox rests"], ["the quick"]),
        (["the [quick fox] ran home"], ["the slow fox ran home"], ["slow fox"]),
        (["we [pay fees] now and ever"], ["we pay feed now and ever"], ["pay feed"]),
        (["the [quick] fox ran home"], ["the fox ran home"], []),
        (["Yes [😀 👩‍👩‍👧] no"], ["Yes, yes 😀 👩‍👩‍👧 no"], ["😀 👩‍👩‍👧"]),
        (["a [...] b c d"], ["a ... b d"], ["..."]),
    ],
)
def test_words_inside_a_paragraph_are_followed(
    old: list[str], new: list[str], words: list[str]
) -> None:
    assert mapped(old, new)[0] == words


def test_no_more_survives_than_there_was() -> None:
    old = ["", "", "Stadt[ Stadt Stadt Stadt die die a Stadt]. "]

    survived = mapped(old, ["StadtStadt Stadt Stadt Stadt die die a Stadt. "])[
        1
    ].survived

    assert survived == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Wir [laden alle Menschen] ein", "Wir laden unsere lieben Gäste ein", 4),
        ("So ist es. Wir [laden alle Menschen] ein", "So ist es. Wir laden sie ein", 2),
        ("Wir laden [unsere Gäste gern] ein", "Wir laden alle gern ein", 2),
        ("Wir [laden Gäste] ein", "Wir laden die vielen anderen ein", 1),
        ("Wir laden [alle gern:] kommt", "Wir laden alle gern. Und da kommt", 2),
        ("Wir laden [Bürger] ein", "Wir laden liebe Bürgern ein", 1),
        ("Wir laden [alle Gäste] gern ein", "Wir laden alle ein", 1),
        ("Wir [laden] alle Menschen ein", "Wir laden unsere lieben Gäste ein", 1),
        ("Wir [laden alle] Menschen ein", "Wir laden unsere lieben Gäste ein", 1),
    ],
)
def test_words_put_in_the_place_of_those_at_an_edge_belong_to_the_passage(
    old: str, new: str, words: int
) -> None:
    ((found,), _) = mapped([HEAD, old, END], [HEAD, new, END])
    assert len(found.split()) == words


def test_text_typed_against_an_edge_stays_outside() -> None:
    words, _ = mapped(["Wir [prüfen alles] gern."], ["Wir gut prüfen alles auch gern."])
    assert words == ["prüfen alles"]


def test_a_range_across_paragraphs_has_a_piece_in_each() -> None:
    words, result = mapped(
        ["eins zwei [drei", "vier fünf", "sechs] sieben"],
        ["eins zwei drei", "vier fünf", "sechs sieben"],
    )
    assert words == ["drei", "vier fünf", "sechs"]
    assert result.survived == 1


def test_a_passage_torn_apart_by_a_split_has_two_pieces() -> None:
    one, two = "Alle dürfen jederzeit mitreden", "und der Senat antwortet öffentlich"
    words, _ = mapped(
        [
            HEAD,
            "Alle dürfen [jederzeit mitreden und der] Senat antwortet öffentlich",
            END,
        ],
        [HEAD, one, two, END],
    )
    assert words == ["jederzeit mitreden", "und der"]


def test_words_between_which_others_were_moved_are_torn_apart() -> None:
    words, _ = mapped(
        ["Erstens prüfen wir alles. [Zweitens reden wir. Drittens handeln wir.] Ende."],
        ["Zweitens reden wir. Erstens prüfen wir alles. Drittens handeln wir. Ende."],
    )
    assert words == ["Zweitens reden wir.", "Drittens handeln wir."]


def test_a_deleted_paragraph_has_no_pieces() -> None:
    words, result = mapped([HEAD, "[ganz weg]", END], [HEAD, END])
    assert words == []
    assert result.survived == 0


def test_a_stray_stop_is_no_piece_beside_words() -> None:
    words, _ = mapped(
        ["Wir [sehen das so. Sie] fragen uns warum es so ist."],
        ["Sie fragen uns warum es so ist. Wir sehen das so!"],
    )
    assert all(any(c.isalpha() for c in word) for word in words)


def test_what_survived_is_weighed_by_letters() -> None:
    _, result = mapped(["[aaaa bbbb, cccc dddd]"], ["aaaa bbbb, cccc"])
    assert result.survived == pytest.approx(0.75, abs=0.01)


def test_white_space_alone_has_no_words_to_follow() -> None:
    texts = ["a b c"]
    mapping = Mapping(texts, ["a x b c"], lineage_of(texts, ["a x b c"]))
    assert mapping.map(Range(Point(0, 1), Point(0, 1))) == Mapped((), 0)
    mapping = Mapping(texts, texts, lineage_of(texts, texts))
    assert mapping.map(Range(Point(0, 1), Point(0, 1))) == Mapped((), 0)


@pytest.mark.parametrize(
    ("old", "new", "nearest"),
    [
        (["the quick [f]ox"], ["the quick"], Point(0, 9)),
        ([HEAD, "[w]eg"], [HEAD], Point(0, len(HEAD))),
        ([HEAD, "auch", "[w]eg"], [HEAD], Point(0, len(HEAD))),
        (["[w]eg", HEAD], [HEAD], Point(0, 0)),
        ([HEAD, "[w]eg"], [], None),
    ],
)
def test_the_nearest_place_still_there(
    old: list[str], new: list[str], nearest: Point | None
) -> None:
    texts, range_ = marked_range(*old)
    mapping = Mapping(texts, new, lineage_of(texts, new))
    assert mapping.nearest(range_.start) == nearest


@pytest.mark.parametrize("at", [0, 3, 8, 13, 22])
def test_an_empty_range_holds_no_words_wherever_it_lies(at: int) -> None:
    texts, new = ["Eins zwei. Drei vier. Fünf."], ["Eins zwei. Drei neun. Fünf."]
    mapping = Mapping(texts, new, lineage_of(texts, new))
    assert mapping.map(Range(Point(0, at), Point(0, at))) == Mapped((), 0)


def test_before_an_empty_revision_everything_lies_at_the_start() -> None:
    assert Mapping([], [HEAD], lineage_of([], [HEAD])).nearest(Point(0, 0)) == (
        Point(0, 0)
    )


def test_groups_of_linked_paragraphs_are_compared_together() -> None:
    words, _ = mapped(
        [
            HEAD,
            "[Alle dürfen jederzeit mitreden.",
            "Der Senat antwortet öffentlich.]",
            END,
        ],
        [HEAD, "Alle dürfen jederzeit mitreden. Der Senat antwortet öffentlich.", END],
    )
    assert words == ["Alle dürfen jederzeit mitreden. Der Senat antwortet öffentlich."]


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (["eins zwei drei. Neu dazu.", "vier fünf"], ["drei. Neu dazu.", "vier"]),
        (["eins zwei drei.", "Und neu: vier fünf"], ["drei.", "Und neu: vier"]),
        (["eins zwei drei. Neu.", "Neu: vier fünf"], ["drei. Neu.", "Neu: vier"]),
        (["eins zwei drei.", "etwas ganz anderes", "vier fünf"], ["drei.", "vier"]),
    ],
)
def test_what_was_typed_at_a_border_inside_the_passage_belongs_to_it(
    new: list[str], words: list[str]
) -> None:
    assert (
        mapped([HEAD, "eins zwei [drei.", "vier] fünf", END], [HEAD, *new, END])[0]
        == words
    )


def test_the_nearest_place_is_behind_the_last_word_that_is_left() -> None:
    old = [HEAD, "Wir prüfen den Antrag gründlich und gern", END]
    new = [HEAD, "Wir prüfen den und gern", END]
    at = Point(1, old[1].index(" und"))
    nearest = Mapping(old, new, lineage_of(old, new)).nearest(at)
    assert nearest == Point(1, new[1].index(" und"))
