from dataclasses import replace
from typing import get_args

import pytest

from annotations.disposition import (
    NEEDS_CHANGE,
    OUTCOMES,
    Disposition,
    Outcome,
    still_stands,
)

ANSWER = Disposition(1, "declined", "Zu teuer.", "published", None, "Intern.")


def test_every_outcome_is_listed_in_its_order() -> None:
    assert get_args(Outcome) == OUTCOMES


def test_what_was_taken_up_needs_a_change() -> None:
    assert {"accepted", "accepted_in_part"} == NEEDS_CHANGE


def test_an_answer_is_no_duplicate_and_has_no_note_unless_it_says_so() -> None:
    answer = Disposition(1, "noted", "Danke.", "proposed")
    assert answer.duplicate_of is None
    assert answer.note == ""


def test_a_later_version_says_the_same_whatever_stands_inside() -> None:
    again = replace(ANSWER, version=2, state="decided", note="Anders.")
    assert again.wording == ANSWER.wording


@pytest.mark.parametrize(
    "other",
    [
        replace(ANSWER, outcome="accepted"),
        replace(ANSWER, reason="Doch nicht."),
        replace(ANSWER, duplicate_of="a"),
        replace(ANSWER, without_change="Es steht schon da."),
    ],
)
def test_whatever_the_public_reads_makes_it_another_answer(other: Disposition) -> None:
    assert other.wording != ANSWER.wording


def test_a_version_stands_until_something_else_is_published() -> None:
    again = replace(ANSWER, version=2)
    decided = replace(ANSWER, version=3, state="decided", outcome="accepted")
    other = replace(decided, state="published")

    assert still_stands([ANSWER, again, decided], 1)
    assert not still_stands([ANSWER, again, other], 2)
    assert still_stands([ANSWER, again, other], 3)
