"""Whether a PDF is what PDF/UA-1 (ISO 14289-1) asks for, as far as machines can tell.

The typesetter checks what it wrote against its own reading of the standard. This asks
a validator of other people, with the rules that veraPDF has for PDF/UA-1.
"""

import re

from page import validate_pdf_bytes


def broken_rules(data: bytes) -> set[str]:
    """Return the names of the rules that a file breaks."""
    return {each.rule_id for each in validate_pdf_bytes(data, profile="ua1").failures}


def require_accessible(data: bytes, *, lang: str = "de") -> None:
    """Demand that a file breaks no rule, is in a language, and heads its columns.

    The rules are content with that cells name their headers; older readers go by the
    scope of the header. Looked for is what Typst writes unpacked.
    """
    assert broken_rules(data) == set()
    assert f"/Lang({lang})".encode() in data
    assert len(re.findall(rb"/S/TH\b", data)) == data.count(b"/Scope/Column")
