"""The loop on one law (or our own statutes), in every file format, with kills."""

from pathlib import Path

import pytest

from tests.loop.run import FORMATS, REMARKS, run
from tests.loop.texts import corpus_is_there, own_statutes, real_laws


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.timeout(400)  # most of it is waiting for servers that were killed
@pytest.mark.parametrize("form", FORMATS)
def test_no_comment_is_lost_or_misplaced(form: str, tmp_path: Path) -> None:
    pair = next(real_laws(1)) if corpus_is_there() else own_statutes()

    report = run(pair, form, tmp_path, kills=2)

    assert (report.acknowledged, report.lost, report.twice) == (REMARKS, 0, 0)
    assert report.faults == ()
