import pytest

from docservice.services.importing.characters import (
    check_passive,
    decode,
    is_blank,
    without_controls,
)
from docservice.services.importing.refusal import DocumentRefused


def test_a_utf8_mark_is_accepted_and_dropped() -> None:
    assert decode(b"\xef\xbb\xbfB\xc3\xbcrger") == "Bürger"


def test_a_byte_that_is_not_utf8_is_named_with_its_place() -> None:
    with pytest.raises(DocumentRefused) as refused:
        decode(b"erste Zeile\nzweite: " + "für".encode("latin-1"))
    assert refused.value.code == "not_utf8"
    assert refused.value.params == {"offset": 21, "line": 2}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_named(encoding: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        decode("Text".encode(encoding))
    assert refused.value.params == {"encoding": encoding.upper()}


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x92"])
def test_a_control_character_is_named_with_its_line(character: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        decode(f"eins\nzwei{character}".encode())
    expected = {"character": f"U+{ord(character):04X}", "line": 2}
    assert refused.value.params == expected


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<SCRIPT src=x>", "<script>"),
        ("<iframe>", "<iframe>"),
        ('<p class="a" onclick="x()">', "onclick"),
        ("<img src=x onerror=x()>", "onerror"),
        ("<svg/onload=x()>", "onload"),
        ("<a href='JavaScript:x()'>", "javascript:"),
        ("<object data=x>", "<object>"),
    ],
)
def test_active_content_is_refused_by_name(html: str, found: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_passive(f"<p>Guten Tag</p>{html}")
    assert refused.value.params == {"found": found}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Der Schalter once=1 und on = 2</p>",
        "<p>&lt;script&gt;</p>",
        '<a href="https://example.org/?javascript:">x</a>',
        "<p title='only = x'>Ansprechpartner</p>",
    ],
)
def test_words_that_only_look_active_pass(html: str) -> None:
    check_passive(html)


def test_control_characters_out_of_entities_are_dropped() -> None:
    assert without_controls("a\x01b\tc\n\x92") == "ab\tc\n"


@pytest.mark.parametrize("text", ["", " \u00a0\n", "\u200b\ufeff\u00ad"])
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


def test_a_single_sign_is_not_blank() -> None:
    assert not is_blank("\u00a0.")
