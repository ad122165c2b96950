"""Whatever people write into a remark, the page shows words and safe links only."""

import pytest

from docservice.services.markdown import plain_words, render

REL = 'rel="nofollow ugc noopener"'


def test_the_marks_that_people_use_become_html() -> None:
    assert render("**Ja**, *gern*\nund `so`") == (
        "<p><strong>Ja</strong>, <em>gern</em><br>\nund <code>so</code></p>"
    )
    address = "https://example.org/a?b=1"
    assert render(f"[hier]({address})") == f'<p><a href="{address}" {REL}>hier</a></p>'


def test_words_come_without_their_signs() -> None:
    said = "**Ja**, das *ist* [hier](https://example.org)\nso.\n\n- `a`\n- b\n\n2) c"
    assert plain_words(said) == (
        "Ja, das ist hier (https://example.org)\nso.\n• a\n• b\n2) c"
    )
    assert plain_words("<https://example.org>") == "https://example.org"


@pytest.mark.parametrize("source", ["-", "1.", "- -", "-\n-"])
def test_signs_without_words_stay_what_they_are(source: str) -> None:
    assert plain_words(source) == source
    assert render(source) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "//example.org/sign-in",
        "/de/sign-out",
        "#p-1",
    ],
)
def test_only_whole_addresses_of_the_web_and_of_mail_are_links(address: str) -> None:
    assert "<a href" not in render(f"[hier]({address})")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "![](https://example.org/pixel.png)",
        "# Heading",
        "[x](https://example.org/ 'onmouseover=alert(1)')",
        '<https://example.org/"onmouseover=alert(1)>',
    ],
)
def test_nothing_else_becomes_an_element(source: str) -> None:
    html = render(source)
    for name in ("<script", "<img", "<h1", "onerror=alert(1)>", ' onmouseover="'):
        assert name not in html


@pytest.mark.parametrize("piece", ["*a **b ", "[", "![[", ">", "`", "- ", "_a_"])
def test_marks_without_end_are_rendered_too(piece: str) -> None:
    assert render((piece * 5_000)[:5_000])
