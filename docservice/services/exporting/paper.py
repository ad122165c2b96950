"""Office files on A4, upright or across, where pandoc has American paper."""

import re
from typing import Final

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.formats import OfficeFormat

_SIZE_MM: Final = (210, 297)
_MARGIN_MM: Final = 20
_MARGIN_ACROSS_MM: Final = 15  # for wide tables, as PDF has it
_TWIPS_PER_MM: Final = 1440 / 25.4
_ODT_PAGE: Final = re.compile(r'fo:(page-(?:height|width)|margin-\w+)="[0-9.]+in"')


def on_a4(archive: bytes, file_format: OfficeFormat, *, across: bool = False) -> bytes:
    """Return the file with pages of A4."""
    width, height = reversed(_SIZE_MM) if across else _SIZE_MM
    if file_format == "docx":
        section = _section(width, height, across=across)
        changed = {
            "word/document.xml": lambda xml: xml.replace(
                "</w:sectPr>", f"{section}</w:sectPr>"
            )
        }
    else:
        changed = {"styles.xml": lambda xml: _styles(xml, width, height, across=across)}
    return with_parts(archive, changed)


def _margin_mm(*, across: bool) -> int:
    return _MARGIN_ACROSS_MM if across else _MARGIN_MM


def _section(width: int, height: int, *, across: bool) -> str:
    """Return the size as ECMA-376 has it, in twentieths of a point (17.6.13)."""
    turned = ' w:orient="landscape"' if across else ""
    edge = round(_margin_mm(across=across) * _TWIPS_PER_MM)
    margins = " ".join(
        f'w:{side}="{edge}"' for side in ("top", "right", "bottom", "left")
    )
    return (
        f'<w:pgSz w:w="{round(width * _TWIPS_PER_MM)}"'
        f' w:h="{round(height * _TWIPS_PER_MM)}"{turned} />'
        f'<w:pgMar {margins} w:header="708" w:footer="708" w:gutter="0" />'
    )


def _styles(xml: str, width: int, height: int, *, across: bool) -> str:
    """Return the styles with another page; the first layout is the text's."""
    sizes = {"page-width": width, "page-height": height}
    margin = _margin_mm(across=across)

    def size(found: re.Match[str]) -> str:
        return f'fo:{found[1]}="{sizes.get(found[1], margin)}mm"'

    start = xml.index("<style:page-layout-properties")
    end = xml.index(">", start)
    page = _ODT_PAGE.sub(size, xml[start:end])
    if across:
        page = page.replace('"portrait"', '"landscape"')
    return xml[:start] + page + xml[end:]
