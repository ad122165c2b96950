"""The formats of files: which are written of what, and how each is named and sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar, get_args

TextFormat = Literal["markdown", "html", "docx", "odt", "pdf"]
TableFormat = Literal["csv", "json", "ndjson", "html", "xlsx", "docx", "odt", "pdf"]
OfficeFormat = Literal["docx", "odt"]
Format = TextFormat | TableFormat
TEXT_FORMATS: Final[tuple[TextFormat, ...]] = get_args(TextFormat)
TABLE_FORMATS: Final[tuple[TableFormat, ...]] = get_args(TableFormat)
OFFICE_FORMATS: Final[tuple[OfficeFormat, ...]] = get_args(OfficeFormat)
_OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument."
Word = TypeVar("Word", bound=Format)


@dataclass(frozen=True, slots=True)
class FileForm:
    """`suffix` ends a file's name; text can be read on a terminal, and is in UTF-8."""

    suffix: str
    media_type: str
    is_text: bool = False


FORMS: Final[Mapping[Format, FileForm]] = {
    "markdown": FileForm("md", "text/markdown; charset=utf-8", True),
    "html": FileForm("html", "text/html; charset=utf-8", True),
    "csv": FileForm("csv", "text/csv; charset=utf-8", True),
    "json": FileForm("json", "application/json", True),
    "ndjson": FileForm("ndjson", "application/x-ndjson", True),
    "pdf": FileForm("pdf", "application/pdf"),
    "docx": FileForm("docx", f"{_OFFICE_TYPE}wordprocessingml.document"),
    "odt": FileForm("odt", "application/vnd.oasis.opendocument.text"),
    "xlsx": FileForm("xlsx", f"{_OFFICE_TYPE}spreadsheetml.sheet"),
}


def by_suffix(formats: Iterable[Word]) -> dict[str, Word]:
    """Return the formats by what ends the names of their files."""
    return {FORMS[each].suffix: each for each in formats}
