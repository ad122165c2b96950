"""Threads: an annotation with its replies, and the states both can be in."""

from typing import Literal

Motivation = Literal["commenting", "questioning", "editing", "highlighting"]
MOTIVATIONS: tuple[Motivation, ...] = (
    "commenting",
    "questioning",
    "editing",
    "highlighting",
)
# A highlight says nothing: it waits for no answer, and is counted by itself.
COMMENT_MOTIVATIONS: tuple[Motivation, ...] = tuple(
    each for each in MOTIVATIONS if each != "highlighting"
)
# Withdrawn by its author, hidden by a moderator: both keep their place and number.
RemarkState = Literal["visible", "withdrawn", "hidden"]
REMARK_STATES: tuple[RemarkState, ...] = ("visible", "withdrawn", "hidden")
