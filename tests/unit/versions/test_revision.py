from tests.builders import paragraphs
from versions.paragraph import ParagraphId
from versions.revision import Revision


def test_a_revision_finds_its_paragraphs_by_id() -> None:
    revision = Revision(
        "r", 1, "Entwurf 1", "", "draft", None, tuple(paragraphs("one", "two"))
    )
    assert revision.texts == ("one", "two")
    assert revision.index_of(ParagraphId("p1")) == 1
    assert revision.index_of(ParagraphId("p9")) is None
