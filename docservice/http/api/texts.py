"""Texts that come in: Markdown in JSON, or a file in a form, read in a thread."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile

from docservice.http.api.declaration import Call
from docservice.http.bodies import FORM_TYPES, media_type, open_upload, read_json
from docservice.services import requests
from docservice.services.errors import Invalid
from docservice.services.importing import Imported, ImportLimits, read_document

# The fields beside the text itself.
BESIDE = ("slug", "title", "lang", "label", "note", "process", "override")


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it was sent, with the fields beside it."""

    fields: Mapping[str, object]
    data: bytes
    filename: str
    media_type: str | None

    def fingerprint(self) -> list[object]:
        """Return what tells two requests apart, for idempotency keys."""
        # As `repr`: a field may hold a number that no other JSON writer takes.
        beside = sorted((k, repr(v)) for k, v in self.fields.items() if k in BESIDE)
        return [*beside, self.filename, hashlib.sha256(self.data).hexdigest()]


async def read_text(call: Call) -> SentText:
    """Return the text of a JSON body's `markdown`, or of a form's `file`.

    Raises:
        Unreadable, BodyTooLarge, UnsupportedMediaType, Invalid: there is none.
    """
    limit = call.context.settings.upload_bytes
    if media_type(call.request) in FORM_TYPES:
        async with open_upload(call.request, limit) as form:
            return await _from_form(form)
    fields_ = requests.mapping(await read_json(call.request, limit), "body")
    text = requests.text(fields_, "markdown", limit, strip=False)
    if not text.strip():
        raise Invalid("markdown is empty", "markdown")
    return SentText(fields_, text.encode(), "text.md", None)


async def _from_form(form: FormData) -> SentText:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Invalid("file is missing", "file")
    fields = {k: v for k, v in form.multi_items() if isinstance(v, str)}
    return SentText(fields, await file.read(), file.filename or "", file.content_type)


async def convert(call: Call, sent: SentText) -> Imported:
    """Return the text's paragraphs; two texts at most are converted at a time.

    Raises:
        DocumentRefused: it cannot be imported.
    """
    limits = ImportLimits(file_bytes=call.context.settings.upload_bytes)
    async with call.context.imports:
        return await asyncio.to_thread(
            read_document, sent.data, sent.filename, sent.media_type, limits=limits
        )


def optional(
    fields: Mapping[str, object], name: str, most: int = requests.BODY_CHARS
) -> str:
    """Return a field's text, empty where it is absent or null."""
    if fields.get(name) is None:
        return ""
    return requests.text(fields, name, most, least=0)
