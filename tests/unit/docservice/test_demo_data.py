"""The demo's content must fit its own texts: what it quotes is really there."""

import itertools
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import docservice
from docservice.services.importing import read_document
from versions.lineage import Relation, trace
from versions.paragraph import KINDS, Content

DATA = Path(docservice.__file__).parent / "demo_data"
REVISIONS = (1, 2, 3)
OUTCOMES = {
    "accepted",
    "accepted_in_part",
    "declined",
    "noted",
    "referred",
    "obsolete",
    "duplicate_of",
}


@cache
def load(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def contents(revision: int) -> tuple[Content, ...]:
    path = DATA / f"revision-{revision}.md"
    return read_document(path.read_bytes(), path.name).contents


def paragraphs(revision: int) -> list[str]:
    return [content.text for content in contents(revision)]


def occurrences(words: str, revision: int) -> int:
    return sum(text.count(words) for text in paragraphs(revision))


def live(kind: str) -> list[dict[str, Any]]:
    return [event for event in load("live") if event["kind"] == kind]


def people() -> dict[str, list[str]]:
    roles: dict[str, list[str]] = load("process")["people"]
    return roles


def known_names() -> set[str]:
    return {name for names in people().values() for name in names}


def commenting_phases() -> dict[int, dict[str, Any]]:
    phases = [p for stage in load("process")["stages"] for p in stage["phases"]]
    return {p["revision"]: p for p in phases if "revision" in p}


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_has_about_sixty_paragraphs(revision: int) -> None:
    assert 55 <= len(paragraphs(revision)) <= 75


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_texts_use_german_quotation_marks(revision: int) -> None:
    text = "".join(paragraphs(revision))
    assert not set("\"'\u00a0") & set(text)
    assert text.count("„") == text.count("“") > 0


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_shows_every_kind_of_text_and_of_mark(revision: int) -> None:
    marks = {mark.kind for content in contents(revision) for mark in content.marks}
    assert {content.kind for content in contents(revision)} == set(KINDS) - {"code"}
    assert marks == {"strong", "emphasis", "link", "footnote"}


@pytest.mark.parametrize("revision", [2, 3])
def test_a_revision_changes_its_predecessor_in_every_way(revision: int) -> None:
    old, new = contents(revision - 1), contents(revision)
    lineage = trace(old, new)
    became = Counter(lineage.relations_of_old(i) for i in range(len(old)))
    least: dict[frozenset[Relation], int] = {
        frozenset({"kept"}): 25,
        frozenset({"edited"}): 15,
        frozenset({"kept", "moved"}): 1,
        frozenset({"edited", "moved"}): 1,
        frozenset({"edited", "split"}): 1,
        frozenset({"edited", "merged"}): 2,
        frozenset({"deleted"}): 1,
    }
    for relations, count in least.items():
        assert became[relations] >= count, relations
    inserted = [j for j in range(len(new)) if not lineage.of_new[j]]
    assert len(inserted) >= 5


@pytest.mark.parametrize(
    ("revision", "least", "most"), [(1, 65, 75), (2, 30, 40), (3, 12, 18)]
)
def test_a_revision_has_its_share_of_comments(
    revision: int, least: int, most: int
) -> None:
    count = sum(c["revision"] == revision for c in load("comments"))
    assert least <= count <= most


def test_two_dozen_people_comment() -> None:
    authors = {comment["author"] for comment in load("comments")}
    assert 24 <= len(authors) <= 30
    assert authors <= set(people()["citizens"])


def test_every_key_is_used_once() -> None:
    keys = Counter(item["key"] for item in load("comments") + load("live"))
    assert keys.most_common(1)[0][1] == 1


def test_every_quote_stands_once_in_its_revision() -> None:
    for comment in load("comments") + live("comment"):
        count = occurrences(comment["quote"], comment["revision"])
        assert count == 1, comment["key"]


def test_only_proposals_have_a_replacement_and_it_differs_from_the_quote() -> None:
    for comment in load("comments") + live("comment"):
        assert comment["body"].strip(), comment["key"]
        if comment["motivation"] == "editing":
            assert comment["replacement"].strip(), comment["key"]
            assert comment["replacement"] != comment["quote"], comment["key"]
        else:
            assert comment["motivation"] in {"commenting", "questioning"}
            assert "replacement" not in comment, comment["key"]


def test_comments_and_replies_fall_into_their_phase() -> None:
    phases = commenting_phases()
    for comment in load("comments"):
        phase = phases[comment["revision"]]
        # An open phase has lasted until today only, and nobody writes tomorrow.
        last_day = min(phase["end_day"], 0)
        minutes = (last_day - phase["start_day"]) * 24 * 60
        written = comment["minutes_after_phase_start"]
        assert 0 < written < minutes, comment["key"]
        for reply in comment["replies"]:
            assert 0 < reply["minutes_later"] < minutes - written, comment["key"]


def test_everyone_who_replies_or_supports_is_known() -> None:
    citizens = people()["citizens"]
    for comment in load("comments"):
        assert {reply["author"] for reply in comment["replies"]} <= known_names()
        supports = comment["supports"]
        if isinstance(supports, int):
            # Nobody supports what they wrote, so one citizen is left out.
            assert 0 <= supports < len(citizens), comment["key"]
        else:
            assert set(supports) <= set(citizens) - {comment["author"]}
            assert len(set(supports)) == len(supports), comment["key"]


def test_every_comment_on_the_first_draft_is_answered_and_none_on_the_last() -> None:
    answered = Counter(item["comment"] for item in load("dispositions"))
    by_revision: dict[int, set[str]] = {revision: set() for revision in REVISIONS}
    for comment in load("comments"):
        by_revision[comment["revision"]].add(comment["key"])
    assert set(answered) <= by_revision[1] | by_revision[2]
    assert set(answered.values()) == {1}
    assert by_revision[1] <= set(answered)
    assert 3 <= len(by_revision[2] - set(answered)) <= 8


def test_every_answer_has_an_outcome_a_reason_and_a_drafter() -> None:
    keys = {comment["key"] for comment in load("comments")}
    for item in load("dispositions"):
        assert item["outcome"] in OUTCOMES, item["comment"]
        assert len(item["reason"]) > 15, item["comment"]
        assert item["by"] in people()["drafters"], item["comment"]
        assert ("of" in item) == (item["outcome"] == "duplicate_of"), item["comment"]
        assert item.get("of", item["comment"]) in keys, item["comment"]
        assert item.get("of") != item["comment"]


def test_every_outcome_occurs() -> None:
    assert {item["outcome"] for item in load("dispositions")} == OUTCOMES


def test_some_authors_say_whether_their_answer_convinces() -> None:
    said = [item["rejoinder"] for item in load("dispositions") if "rejoinder" in item]
    assert {each["stance"] for each in said} == {"agree", "disagree"}
    newest = load("process")["revisions"][-1]["published_day"]
    for each in said:
        assert each["reason"] or each["stance"] == "agree"
        assert 0 < each["hours_later"] < -newest * 24, "nobody writes tomorrow"


def test_the_words_an_answer_brought_stand_in_the_next_revision() -> None:
    comments = {comment["key"]: comment for comment in load("comments")}
    for item in load("dispositions"):
        if "changed_to" in item:
            assert item["changes"], item["comment"]
            following = comments[item["comment"]]["revision"] + 1
            assert occurrences(item["changed_to"], following) == 1, item["comment"]


def test_every_editorial_change_and_decision_brought_new_words() -> None:
    for cause in load("causes"):
        assert cause["cause"] in {"editorial", "decision"}
        assert occurrences(cause["quote"], cause["revision"]) == 1, cause["quote"]
        assert occurrences(cause["quote"], cause["revision"] - 1) == 0, cause["quote"]


def test_live_events_come_one_by_one_and_start_soon() -> None:
    seconds = [event["seconds"] for event in load("live")]
    pauses = [later - earlier for earlier, later in itertools.pairwise(seconds)]
    assert len(seconds) == 12
    assert seconds[0] == 8
    assert all(6 <= pause <= 12 for pause in pauses)


def test_live_events_refer_to_what_is_already_there() -> None:
    present = {c["key"]: c["author"] for c in load("comments") if c["revision"] == 3}
    for event in load("live"):
        assert event["author"] in known_names(), event["key"]
        if event["kind"] == "comment":
            assert event["revision"] == 3, event["key"]
            present[event["key"]] = event["author"]
        else:
            assert event["on"] in present, event["key"]
            assert event["kind"] == "reply" or event["author"] != present[event["on"]]


def test_only_the_last_revision_is_open_for_comments_today() -> None:
    phases = commenting_phases()
    assert set(phases) == set(REVISIONS)
    assert phases[1]["end_day"] < phases[2]["start_day"]
    assert phases[2]["end_day"] < phases[3]["start_day"] < 0
    assert phases[3]["end_day"] > 3


def test_phases_follow_one_another() -> None:
    phases = [p for stage in load("process")["stages"] for p in stage["phases"]]
    for phase, following in itertools.pairwise(phases):
        assert phase["start_day"] < phase["end_day"] <= following["start_day"]


def test_a_revision_is_published_when_its_commenting_phase_opens() -> None:
    phases = commenting_phases()
    for revision in load("process")["revisions"]:
        assert (DATA / revision["file"]).is_file()
        assert revision["published_day"] == phases[revision["number"]]["start_day"]
