"""Names for new rows."""

import uuid

from docservice.db.ids import paragraph_id, uuid7


def test_uuids_sort_in_the_order_they_were_made_even_within_a_millisecond() -> None:
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_uuids_are_of_version_7_and_the_usual_variant() -> None:
    found = uuid.UUID(uuid7())

    assert (found.version, found.variant) == (7, uuid.RFC_4122)


def test_paragraph_ids_begin_with_a_letter_so_that_html_takes_them() -> None:
    assert all(paragraph_id()[0].isalpha() for _ in range(500))
