"""The shapes that the API sends and takes, by the names they have in its description."""

from typing import Final

from docservice.http.api.declaration import Schema
from docservice.http.api.schemas.sent import SENT
from docservice.http.api.schemas.taken import TAKEN

SCHEMAS: Final[dict[str, Schema]] = SENT | TAKEN

__all__ = ["SCHEMAS"]
