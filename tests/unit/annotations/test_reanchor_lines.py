import json

import pytest

from annotations.errors import SelectorError
from annotations.reanchor_lines import answers

OLD = ["Leitbild", "Die Stadt prüft alle Hinweise sehr genau.", "Ende"]
NEW = ["Leitbild", "Vorwort", "Die Stadt prüft alle Hinweise genau.", "Ende"]


def line(*ranges: object, old: object = OLD, new: object = NEW) -> dict[str, object]:
    items = [{"id": f"r{k}", "range": range_} for k, range_ in enumerate(ranges)]
    return {
        "id": "pair",
        "lang": "de",
        "version_a": old,
        "version_b": new,
        "ranges": items,
    }


def test_each_range_has_an_answer_and_then_the_pair() -> None:
    first, second, third, pair = answers(
        line([1, 4, 1, 9], [1, 30, 1, 34], [0, 4, 1, 9])
    )
    assert first["id"] == "r0"
    assert first["pieces"] == [[2, 4, 9]]
    assert first["verdict"] == "kept"
    assert second["pieces"] is None
    assert second["verdict"] == "orphan"
    assert third["pieces"] == [[0, 4, 8], [2, 0, 9]]
    assert pair["links"] == [[0, 0], [1, 2], [2, 3]]
    assert pair["pair"] == "pair"
    assert isinstance(pair["ms"], float)


def test_the_time_spent_is_told_by_the_clock_that_is_given() -> None:
    *_, pair = answers(line([1, 4, 1, 9]), iter([2.0, 2.5]).__next__)
    assert pair["ms"] == 500


def test_a_range_that_stays_whole_over_a_new_border_names_both_paragraphs() -> None:
    old = ["Alle reden mit und der Senat antwortet."]
    new = ["Alle reden mit", "und der Senat antwortet."]
    first, _ = answers(line([0, 5, 0, 26], old=old, new=new))
    assert first["pieces"] == [[0, 5, 14], [1, 0, 11]]


def test_the_answers_are_json() -> None:
    assert all(json.dumps(answer) for answer in answers(line([1, 0, 1, 3])))


def test_texts_without_ranges_are_only_paired() -> None:
    (pair,) = answers({"id": 1, "version_a": ["a b"], "version_b": ["a b"]})
    assert pair["links"] == [[0, 0]]


def test_decomposed_text_keeps_its_offsets() -> None:
    text = "e\u0301a gut"
    first, _ = answers(line([0, 0, 0, 3], old=[text], new=[text]))
    assert first["pieces"] == [[0, 0, 3]]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({}, "version_a"),
        ({"version_a": [1], "version_b": []}, "version_a[0]"),
        ({"version_a": [], "version_b": "x"}, "version_b"),
        ({"version_a": [], "version_b": [], "ranges": 1}, "ranges"),
        (line([0, 0, 0]), "ranges[0].range"),
        (line([0, 0, 0, -1]), "ranges[0].range"),
        (line([0, 0, 0, True]), "ranges[0].range"),
        (line([0, 5, 0, 2]), "ranges[0].range"),
        (line([0, 0, 9, 1]), "ranges[0].range"),
        (line([0, 0, 0, 99]), "ranges[0].range"),
        ({"version_a": [], "version_b": [], "ranges": [1]}, "ranges[0].range"),
    ],
)
def test_a_malformed_line_is_refused_by_field(
    broken: dict[str, object], field: str
) -> None:
    with pytest.raises(SelectorError) as caught:
        list(answers(broken))
    assert caught.value.field == field
