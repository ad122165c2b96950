from typing import get_args

from annotations.anchor import VERDICTS, Verdict
from annotations.thread import MOTIVATIONS, REMARK_STATES, Motivation, RemarkState


def test_the_lists_hold_every_state_in_order() -> None:
    assert get_args(Motivation) == MOTIVATIONS
    assert get_args(RemarkState) == REMARK_STATES
    assert get_args(Verdict) == VERDICTS
