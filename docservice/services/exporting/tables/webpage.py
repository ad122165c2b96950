"""Tables as one HTML page that needs nothing else, and prints on A4 across."""

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from docservice.services.exporting.tables.table import Look, Piece, Table, lines_of

_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n'
    "<title>{named}</title>\n<style>\n"
    "@page {{ size: A4 landscape; margin: 15mm }}\n"
    "body {{ font: 1rem/1.4 sans-serif; hyphens: auto; margin: 1rem }}\n"
    "table {{ border-collapse: collapse; width: 100% }}\n"
    "th, td {{ border: 1px solid; padding: .3rem .5rem; text-align: left; "
    "vertical-align: top; overflow-wrap: anywhere }}\n"
    "p {{ margin: 0 0 .3rem }}\n"
    "</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>\n"
    "<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n"
)
_END: Final = "</tbody>\n</table>\n</body>\n</html>\n"
_HEAD: Final = Markup('<th scope="col">{}</th>')
_LOOKS: Final[dict[Look, Markup]] = {
    "equal": Markup("{}"),
    "old": Markup("<del>{}</del>"),
    "new": Markup("<ins>{}</ins>"),
    "strong": Markup("<strong>{}</strong>"),
}


def written(table: Table) -> Iterator[str]:
    """Yield the page row by row."""
    head = Markup("").join(_HEAD.format(column.title) for column in table.columns)
    named = table.imprint.line  # browsers print it on each page
    page = _PAGE.format(lang=table.lang, named=named, title=table.title, head=head)
    yield str(page)
    for row in table.rows:
        cells = (_cell(lines_of(row[column.key])) for column in table.columns)
        yield str(Markup("<tr>{}</tr>\n").format(Markup("").join(cells)))
    yield _END


def _cell(lines: Sequence[Sequence[Piece]]) -> Markup:
    said = [
        Markup("").join(_LOOKS[piece.look].format(piece.text) for piece in line)
        for line in lines
    ]
    if len(said) > 1:
        said = [Markup("<p>{}</p>").format(line) for line in said]
    return Markup("<td>{}</td>").format(Markup("").join(said))
