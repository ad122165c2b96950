import pytest

from annotations.anchor import Anchor, Verdict
from annotations.errors import SelectorError
from annotations.reanchoring import ALGORITHM, reanchor
from annotations.selector import Position, Quote, quote_of
from tests.builders import anchored, marked_range, place, transition_of
from versions.text import Point, Range

HEAD = "Leitbild der Stadt"
ONE = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
TWO = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
THREE = "Gute digitale Angebote sind einfach, sicher und ohne Barrieren zugänglich."
END = "Inkrafttreten und Übergang"


def carried(old: list[str], new: list[str]) -> Anchor:
    """Carry the bracketed range of `old` to `new`."""
    texts, range_ = marked_range(*old)
    quote = quote_of(texts, range_)
    (anchor,) = reanchor(transition_of(texts, new), [(anchored(range_), quote)])
    assert anchor.algorithm == ALGORITHM
    return anchor


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ([HEAD, "the [quick] fox"], [HEAD, "the quick fox"], "kept"),
        ([HEAD, "the [quick] fox"], [HEAD, "so the quick fox"], "kept"),
        ([HEAD, f"[{ONE}]", TWO, END], [HEAD, TWO, END, ONE], "moved"),
        ([HEAD, f"[{ONE}]", TWO, END], [HEAD, TWO, END, ONE + " Bald."], "moved"),
        (
            [f"{TWO} Nun [veröffentlicht die Stadt ihre Daten]."],
            [f"Nun veröffentlicht die Stadt ihre Daten. {TWO}"],
            "moved",
        ),
        (
            [HEAD, "the [quick fox] ran home"],
            [HEAD, "the slow fox ran home"],
            "changed",
        ),
        ([HEAD, "the [quick] fox ran home"], [HEAD, "the fox ran home"], "orphan"),
        ([HEAD, f"[{ONE}]", END], [HEAD, END], "orphan"),
        ([HEAD, f"[{ONE}]"], [], "orphan"),
    ],
)
def test_the_verdict_on_a_passage(
    old: list[str], new: list[str], verdict: Verdict
) -> None:
    assert carried(old, new).verdict == verdict


def test_old_and_new_words_are_shown_where_they_differ() -> None:
    anchor = carried(
        [HEAD, "the [quick fox] ran home"], [HEAD, "the slow fox ran home"]
    )
    assert (anchor.old, anchor.new) == ("quick fox", "slow fox")
    assert anchor.place == place(Range(Point(1, 4), Point(1, 12)), "q")
    assert 0 < anchor.score < 1
    kept = carried([HEAD, "the [quick] fox"], [HEAD, "the quick fox"])
    assert (kept.old, kept.new, kept.score) == ("", "", 1)


def test_a_split_between_words_that_stay_is_no_change_of_words() -> None:
    one, two = "Alle dürfen jederzeit mitreden", "und der Senat antwortet öffentlich"
    anchor = carried(
        [
            HEAD,
            "Alle dürfen [jederzeit mitreden und der] Senat antwortet öffentlich",
            END,
        ],
        [HEAD, one, two, END],
    )
    assert anchor.verdict == "kept"
    assert anchor.pieces == ()
    assert anchor.place == place(Range(Point(1, 12), Point(2, 7)), "q")


@pytest.mark.parametrize(
    ("new", "torn"),
    [
        ([HEAD, f"{ONE} {TWO}"], False),
        ([HEAD, f"{ONE} Wirklich. {TWO}"], False),
        ([HEAD, ONE, "Etwas ganz anderes steht jetzt hier.", TWO], True),
        ([HEAD, f"{ONE} Wirklich.", TWO, THREE], False),
        ([HEAD, ONE, f"Und: {TWO}", THREE], False),
        ([HEAD, ONE, f"{THREE} {TWO}"], True),
    ],
)
def test_pieces_are_named_when_other_words_stand_between(
    new: list[str], torn: bool
) -> None:
    anchor = carried([HEAD, f"[{ONE}", f"{TWO}]", THREE], new)
    assert len(anchor.pieces) == (2 if torn else 0)


def test_an_orphan_is_never_put_on_a_twin() -> None:
    anchor = carried(
        [HEAD, f"[{ONE}]", TWO, "zwischen drin", ONE, END],
        [HEAD, TWO, "zwischen drin", ONE, END],
    )
    assert anchor.verdict == "orphan"
    assert anchor.place == place(Range(Point(0, len(HEAD)), Point(0, len(HEAD))), "q")


def test_among_copies_that_nothing_tells_apart_the_verdict_is_ambiguous() -> None:
    anchor = carried(
        [HEAD, "Ja [genau] so", "Ja genau so", END], [HEAD, "Ja genau so", END]
    )
    assert anchor.verdict == "ambiguous"
    assert anchor.candidates == (place(Range(Point(1, 3), Point(1, 8)), "q"),)


def test_an_orphan_among_copies_names_those_that_stay() -> None:
    anchor = carried(
        [HEAD, "Ja genau so", "Ja [genau] so", END], [HEAD, "Ja genau so", END]
    )
    assert anchor.verdict == "orphan"
    assert anchor.candidates == (place(Range(Point(1, 3), Point(1, 8)), "q"),)


def test_of_very_many_copies_the_nearest_are_named() -> None:
    old = [HEAD, *["Ja genau so"] * 79, "Ja [genau] so", *["Ja genau so"] * 80]
    candidates = carried(old, [HEAD, *["Ja genau so"] * 120]).candidates
    assert len(candidates) == 50
    assert candidates[0] == place(Range(Point(55, 3), Point(55, 8)), "q")


def test_doubt_stays_until_a_person_decides() -> None:
    texts = [HEAD, "Ja genau so", ONE, "Ja genau so"]
    here, there = (Range(Point(k, 3), Point(k, 8)) for k in (1, 3))
    doubtful = Anchor(
        "ambiguous",
        place(here),
        score=1.0,
        method="words",
        algorithm=ALGORITHM,
        candidates=(place(here), place(there)),
    )
    quote = quote_of(texts, here)
    (same,) = reanchor(transition_of(texts, texts), [(doubtful, quote)])
    assert same.verdict == "ambiguous"
    assert len(same.candidates) == 2
    (fewer,) = reanchor(transition_of(texts, texts[:3]), [(doubtful, quote)])
    assert fewer.verdict == "ambiguous"
    assert fewer.candidates == (place(here, "q"),)


def orphan(at: int | None) -> Anchor:
    where = None if at is None else place(Range(Point(at, 0), Point(at, 0)))
    return Anchor("orphan", where, score=0.0, method="words", algorithm=ALGORITHM)


@pytest.mark.parametrize(
    ("quote", "new", "verdict"),
    [
        ("alle Menschen sie nutzen", [HEAD, ONE], "moved"),
        ("alle Menschen sie nutzen", [HEAD, ONE, ONE], "orphan"),
        ("alle Menschen sie nutzen", [HEAD], "orphan"),
        ("alle Menschen", [HEAD, ONE], "orphan"),
        ("Leitbild der Stadt", [HEAD, ONE], "orphan"),
    ],
)
@pytest.mark.parametrize("at", [0, None])
def test_an_orphan_stays_one_unless_its_words_come_back(
    quote: str, new: list[str], verdict: Verdict, at: int | None
) -> None:
    transition = transition_of([HEAD], new)
    first, second = reanchor(transition, [(orphan(at), Quote(quote))] * 2)
    assert first == second
    assert first.verdict == verdict
    assert ("returned" in first.method) == (verdict == "moved")


LEASH = "Hunde werden im Park an der Leine geführt."


@pytest.mark.parametrize(
    "new",
    [
        [HEAD, ONE, f"{TWO} {LEASH}", THREE],
        [HEAD, ONE, f"Neu gefasst: {LEASH} {TWO}", THREE],
        [HEAD, ONE, TWO, THREE, LEASH],
    ],
)
@pytest.mark.parametrize("words", [LEASH, "an der Leine", "Hunde"])
def test_a_passage_goes_along_with_its_sentence(new: list[str], words: str) -> None:
    marked = LEASH.replace(words, f"[{words}]")
    anchor = carried([HEAD, f"{ONE} {marked}", TWO, THREE], new)
    assert anchor.verdict == "moved"
    assert anchor.place is not None
    start, end = anchor.place.start, anchor.place.end
    assert start.paragraph == end.paragraph
    (text,) = [text for text in new if LEASH in text]
    assert text[start.offset : end.offset] == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # It stands twice in one of them: which one is whose?
        ([f"{ONE} [{LEASH}]", TWO], [ONE, f"{TWO} {LEASH} {LEASH}"]),
        ([f"{ONE} [{LEASH}]", f"{TWO} {LEASH}"], [ONE, f"{TWO} {LEASH} So ist es."]),
        # So few words may stand anywhere.
        ([f"{ONE} [Das gilt ab sofort.]", TWO], [ONE, f"{TWO} Das gilt ab sofort."]),
        # The passage reaches over a border.
        ([f"{ONE} [{LEASH}", f"{THREE}]", TWO], [ONE, f"{TWO} {LEASH}"]),
    ],
)
def test_a_passage_goes_along_only_where_nothing_is_in_doubt(
    old: list[str], new: list[str]
) -> None:
    assert carried(old, new).method != "exact sentence, carried over"


def test_a_copy_of_the_whole_paragraph_takes_no_passage_along() -> None:
    old = [HEAD, f"{ONE} {THREE} [{LEASH}]", TWO, END]
    new = [HEAD, f"{ONE} {THREE}", TWO, END, f"{ONE} {THREE} {LEASH}"]
    assert carried(old, new).verdict == "orphan"


def test_an_anchor_in_an_unknown_paragraph_is_refused() -> None:
    range_ = Range(Point(7, 0), Point(7, 1))
    with pytest.raises(SelectorError, match="p7"):
        reanchor(transition_of([HEAD], [HEAD]), [(anchored(range_), Quote("x"))])


def test_the_order_of_places_is_that_of_the_text() -> None:
    transition = transition_of([HEAD], [HEAD, ONE])
    ends = (Point(0, 1), Point(0, 2), Point(1, 1))
    first, longer, longest = (place(Range(Point(0, 0), end), "q") for end in ends)
    last = place(Range(Point(1, 0), Point(1, 1)), "q")
    found = sorted([longest, last, longer, first], key=transition.place_order)
    assert found == [first, longer, longest, last]
    assert first.start == Position("q0", 0)
