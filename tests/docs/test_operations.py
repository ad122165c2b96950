"""The page for operators names every key of a process's file."""

from docservice.services.process_file import KEYS, NEEDED, PHASE_KEYS, STAGE_KEYS
from tests.docs import pages


def test_the_keys_of_a_file_are_those_that_the_page_explains() -> None:
    title = "From an empty machine to the first open comment"
    table = pages.rows(pages.section(pages.read("operations.md"), title))

    explained = {key.strip("`") for row in table for key in row[0].split("`, `")}
    needed = {key for row in table if row[1] == "yes" for key in row[0].split("`, `")}
    assert explained == {*KEYS, *STAGE_KEYS, *PHASE_KEYS}
    assert needed == {*NEEDED, *PHASE_KEYS}
