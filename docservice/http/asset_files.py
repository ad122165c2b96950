"""Serve the built scripts, styles and fonts, which browsers keep for ever."""

from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.assets import PREFIX
from docservice.http.compression import compress, preferred_coding

CACHE = "public, max-age=31536000, immutable"  # every name holds a hash of the content
COMPRESSED = (".js", ".css", ".svg", ".json")


@dataclass(slots=True)
class AssetFiles:
    """The files of a folder by name; each is read and compressed once, when asked."""

    directory: Path
    _bodies: dict[tuple[str, str | None], bytes] = field(default_factory=dict)

    def route(self) -> Route:
        """Return where the files are served."""
        return Route(PREFIX + "{name}", self.serve, name="asset")

    async def serve(self, request: Request) -> Response:
        """Return a file."""
        name = request.path_params["name"]
        coding = None
        if name.endswith(COMPRESSED):
            coding = preferred_coding(request.headers.get("accept-encoding", ""))
        body = self._bodies.get((name, coding))
        if body is None:
            body = await run_in_threadpool(self._read, name, coding)
            self._bodies[name, coding] = body
        headers = {"Cache-Control": CACHE, "Vary": "Accept-Encoding"}
        if coding is not None:
            headers["Content-Encoding"] = coding
        media_type = guess_type(name)[0] or "application/octet-stream"
        return Response(body, media_type=media_type, headers=headers)

    def _read(self, name: str, coding: str | None) -> bytes:
        # Only what the folder lists: a name is never taken for a path.
        names = {path.name: path for path in self.directory.iterdir() if path.is_file()}
        if name not in names:
            raise NotFound("asset", name)
        body = names[name].read_bytes()
        return compress(body, coding, best=True) if coding else body
