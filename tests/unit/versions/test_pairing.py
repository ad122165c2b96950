import pytest

from versions import pairing
from versions.pairing import best_in_order, pair

HEAD = "Leitbild der Stadt"
END = "Inkrafttreten und Übergang"
GOAL = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
PLAN = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
OTHER = (
    "Wer Hunde hält, hat dafür zu sorgen, dass niemand gefährdet oder belästigt wird."
)


def links(old: list[str], new: list[str]) -> set[tuple[int, int]]:
    """Return (old, new) of all paragraphs that are paired."""
    found = pair(old, new)
    forth = {(i, j) for i, news in enumerate(found.forth) for j in news}
    assert forth == {(i, j) for j, olds in enumerate(found.back) for i in olds}
    assert set(found.shares) <= forth
    return forth


def test_equal_paragraphs_share_everything() -> None:
    assert links([HEAD, GOAL], [HEAD, GOAL]) == {(0, 0), (1, 1)}
    assert pair([HEAD, GOAL], [HEAD, GOAL]).shares == {}


def test_a_changed_paragraph_keeps_its_place() -> None:
    new = GOAL.replace("alle Menschen", "Bürgerinnen und Bürger")
    assert links([HEAD, GOAL, END], [HEAD, new, END]) == {(0, 0), (1, 1), (2, 2)}
    assert 0.5 < pair([HEAD, GOAL, END], [HEAD, new, END]).shares[1, 1] < 1


def test_another_paragraph_in_the_same_place_is_not_its_continuation() -> None:
    assert (1, 1) not in links([HEAD, GOAL, END], [HEAD, OTHER, END])


def test_a_rewritten_heading_continues_where_its_neighbours_agree() -> None:
    assert (1, 1) in links(
        [GOAL, "§ 17 Verbreitung", PLAN], [GOAL, "§ 18 Verbreitungsrecht", PLAN]
    )


def test_a_paragraph_alone_between_its_neighbours_may_be_reworded() -> None:
    new = (
        "Jede Behörde zeigt von jetzt an ihr Wissen, damit ihre Menschen daraus "
        "Nutzen ziehen."
    )
    assert (1, 1) in links([HEAD, GOAL, END], [HEAD, new, END])


def test_a_heading_that_grew_beyond_likeness_continues_in_its_place() -> None:
    new = "Beispiel: und so viel mehr, das zuvor nie dastand"
    assert (1, 1) in links([GOAL, "Beispiel:", PLAN], [GOAL, new, PLAN])


def test_a_changed_paragraph_is_found_far_away() -> None:
    moved = PLAN.replace("jedes Jahr", "alle zwei Jahre")
    found = links([PLAN, HEAD, GOAL, OTHER, END], [HEAD, GOAL, OTHER, END, moved])
    assert (0, 4) in found


def test_of_two_alike_paragraphs_the_liker_one_moved() -> None:
    moved = PLAN.replace("jedes Jahr", "alle zwei Jahre")
    less = PLAN.replace("jedes Jahr", "oft").replace("Bericht", "Plan")
    old = [less, HEAD, PLAN, GOAL, OTHER, END]
    found = links(old, [HEAD, GOAL, OTHER, END, moved])
    assert (2, 4) in found
    assert (0, 4) not in found


def test_a_rare_word_alone_is_only_a_lead() -> None:
    found = links(
        ["Wer den Senat wählt, weiß niemand.", HEAD, GOAL, END],
        [HEAD, GOAL, END, "So ist das nun einmal im Senat"],
    )
    assert (0, 3) not in found


def test_grammar_in_common_makes_no_partner_far_away() -> None:
    found = links(
        ["Bundesnaturschutzgesetz Anwendung in der Fassung vom Mai", HEAD, GOAL, END],
        [HEAD, GOAL, END, "Parteienfinanzierung Vollzug in der Fassung vom Juni"],
    )
    assert (0, 3) not in found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Artikel L121-7", "Artikel alle zwei L121-7", True),
        ("Artikel L121-7", "Artikel L121-8", False),
        ("§ 13", "§ 13 neu", False),
        ("Beispiel", "Beispiel für das, was danach alles noch kommen kann", False),
    ],
)
def test_a_short_paragraph_is_found_far_away_by_a_word_of_its_own(
    old: str, new: str, found: bool
) -> None:
    other = "Artikel sechs"
    there = links([old, HEAD, GOAL, END], [HEAD, other, GOAL, END, PLAN, new])
    assert ((0, 5) in there) is found


def test_a_word_that_two_hold_leads_no_short_paragraph_afar() -> None:
    old = ["Beispiel", HEAD, GOAL, END]
    new = [HEAD, "Beispiel a", GOAL, PLAN, END, "Beispiel b"]
    assert not [j for i, j in links(old, new) if i == 0]


def test_words_that_many_paragraphs_hold_lead_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pairing, "_RARE", 0)
    moved = PLAN.replace("jedes Jahr", "alle zwei Jahre")
    found = links([PLAN, HEAD, GOAL, OTHER, END], [HEAD, GOAL, OTHER, END, moved])
    assert (0, 4) not in found


def test_a_split_paragraph_continues_in_both_parts() -> None:
    found = links([HEAD, f"{GOAL} {PLAN}", END], [HEAD, GOAL, PLAN, END])
    assert {(1, 1), (1, 2)} <= found


def test_merged_paragraphs_continue_in_the_one() -> None:
    found = links([HEAD, GOAL, PLAN, END], [HEAD, f"{GOAL} {PLAN}", END])
    assert {(1, 1), (2, 1)} <= found


def test_a_copy_elsewhere_does_not_draw_a_worked_on_paragraph_away() -> None:
    edited = GOAL.replace("alle Menschen", "alle Menschen in der Stadt")
    found = links([HEAD, GOAL, PLAN, END], [HEAD, edited, PLAN, END, GOAL])
    assert (1, 1) in found
    assert (1, 4) not in found


def test_a_paragraph_that_moved_unchanged_is_not_contested_by_another_text() -> None:
    found = links([HEAD, GOAL, PLAN, END], [HEAD, OTHER, PLAN, END, GOAL])
    assert (1, 4) in found


def test_near_duplicates_keep_their_partners() -> None:
    old = [f"Usability considerations for {kind} include:" for kind in "ABCD"]
    new = [text.replace("include", "comprise") for text in [*old[:1], *old[2:]]]
    assert links([HEAD, *old, END], [HEAD, *new, END]) >= {
        (0, 0),
        (1, 1),
        (3, 2),
        (4, 3),
    }


def test_a_changed_heading_moves_with_the_paragraphs_below_it() -> None:
    block = ["§ 8 Gebühren", PLAN, OTHER]
    new_block = ["§ 9 Gebühren", PLAN, OTHER]
    old = [HEAD, *block, GOAL, "eins zwei drei vier", "fünf sechs sieben acht", END]
    new = [HEAD, GOAL, "eins zwei drei vier", "fünf sechs sieben acht", END, *new_block]
    assert (1, 5) in links(old, new)


def test_a_heading_beside_a_moved_one_may_be_another() -> None:
    old = ["Zeugnis", PLAN, HEAD, GOAL, END]
    new = [HEAD, GOAL, END, "Abc", PLAN]
    assert (0, 3) not in links(old, new)


def test_a_gap_too_large_for_a_table_is_left_to_the_search_afar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pairing, "GAP_CELLS", 1)
    monkeypatch.setattr(pairing, "_LIKE_CELLS", 1)
    old, new = [GOAL, PLAN], [GOAL + " Sofort.", PLAN + " Sofort."]
    assert links(old, new) == {(0, 0), (1, 1)}


def test_copies_are_in_doubt_where_nothing_around_tells() -> None:
    doubts = pair(["p q", "x", "r s", "x", "t u"], ["a b", "x", "c d"]).doubts
    assert doubts == {1: (1,), 3: (1,)}


def test_a_kept_neighbour_settles_the_doubt() -> None:
    old = [HEAD, "x", GOAL, "x", PLAN, "x"]
    new = [HEAD, "x", GOAL, PLAN, "x"]
    assert pair(old, new).doubts == {}


def test_a_changed_neighbour_settles_which_copy_is_left() -> None:
    old = [GOAL, "x", OTHER, "x", END]
    new = [GOAL.replace("alle Menschen", "alle"), "x", "u v"]
    assert pair(old, new).doubts == {}


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ([[0.9, 0.0], [0.0, 0.9]], [(0, 0), (1, 1)]),
        ([[0.0, 0.9], [0.9, 0.0]], [(0, 1)]),
        ([[0.5, 0.9], [0.0, 0.5]], [(0, 1)]),
        ([[0.1]], []),
    ],
)
def test_the_cells_of_the_largest_sum_rise_in_both(
    table: list[list[float]], cells: list[tuple[int, int]]
) -> None:
    assert len(best_in_order(table, 0.4)) == len(cells)
    assert sum(table[a][b] for a, b in best_in_order(table, 0.4)) == sum(
        table[a][b] for a, b in cells
    )


def test_a_moved_heading_with_a_number_is_no_edited_one() -> None:
    dated = "Ausfertigungsdatum 2008-05-28"
    old = [HEAD, dated, GOAL, PLAN, "§ 8 Unabdingbarkeit", OTHER, "§ 9 Ende", END]
    new = [HEAD, GOAL, PLAN, dated, "§ 9 Ende", END]
    pairs = pair(old, new)
    assert pairs.forth[1] == [3]
    assert (1, 3) not in pairs.shares
