from typing import get_args

from annotations.disposition import NEEDS_CHANGE, OUTCOMES, Disposition, Outcome


def test_every_outcome_is_listed_in_its_order() -> None:
    assert get_args(Outcome) == OUTCOMES


def test_what_was_taken_up_needs_a_change() -> None:
    assert {"accepted", "accepted_in_part"} == NEEDS_CHANGE


def test_an_answer_is_no_duplicate_and_has_no_note_unless_it_says_so() -> None:
    answer = Disposition(1, "noted", "Danke.", "proposed")
    assert answer.duplicate_of is None
    assert answer.note == ""
