"""What a page tells of each row: its name, its badges, and where its ways lead."""

import html
import re

TAG = re.compile(r"<[^>]*>")


def told_rows(
    page: str, css: str
) -> list[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """Return the rows of a page, whose articles have the class `css`, in order."""
    rows = re.findall(rf'<article class="{css}.*?</article>', page, re.DOTALL)
    name_of = {_id(row): _name(row) for row in rows}
    return [
        (
            _name(row),
            tuple(
                _words(tag) for tag in re.findall(r'class="tag[^>]*>(.*?)</span>', row)
            ),
            tuple(
                (_words(label), name_of[address.rpartition("#")[2]])
                for way in re.findall(r'<p class="signpost">.*?</p>', row, re.DOTALL)
                for address, label in re.findall(
                    r'<a href="([^"]*)">(.*?)</a>', way, re.DOTALL
                )
            ),
        )
        for row in rows
    ]


def _id(row: str) -> str:
    found = re.search(r'id="(row-\d+)"', row)
    assert found is not None
    return found[1]


def _name(row: str) -> str:
    found = re.search(r"<h3[^>]*>(.*?)</h3>", row, re.DOTALL)
    assert found is not None
    return _words(found[1])


def _words(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())
