from versions.side import Side


def side(*links: int) -> Side:
    """Return a side whose paragraphs have an equal partner, or none if below 0."""
    found = Side(["a b", "c", "b a b"][: len(links)] or ["x"] * len(links))
    found.start(links)
    return found


def test_words_are_taken_apart_once() -> None:
    found = side(-1, -1, -1)
    assert found.words[2] == ["b", "a", "b"]
    assert found.sets[2] == found.sets[0] == {"a", "b"}
    assert found.wordings[2].words["b"] == 2
    assert found.wordings[2] is found.wordings[2]


def test_what_has_a_partner_is_no_longer_open() -> None:
    found = side(-1, 0, -1)
    assert found.open() == [0, 2]
    found.link(2, 5)
    assert found.open() == [0]
    assert found.links == [[], [0], [5]]


def test_partners_around_are_named_nearest_first() -> None:
    found = Side([""] * 5)
    found.start([-1, -1, -1, -1, 9])
    for place, partner in ((0, 7), (2, 5), (2, 6)):
        found.link(place, partner)
    assert list(found.around(3)) == [(1, 5), (1, 6), (3, 7)]
    assert list(Side([""]).around(0)) == []


def test_one_of_an_equal_text_is_no_whole() -> None:
    found = Side(["", ""])
    found.start([3, -1])
    assert list(found.around(1)) == []
