"""Which language a visitor gets: the one in the address, else what the browser asks for."""

from starlette.requests import Request

from docservice.http.templating import LANGUAGES

DEFAULT = "de"


def language_of(request: Request) -> str:
    """Return the language of the page that was asked for."""
    first = request.url.path.split("/", 2)[1] if request.url.path != "/" else ""
    return first if first in LANGUAGES else preferred(request)


def preferred(request: Request) -> str:
    """Return the first of our languages in Accept-Language, by its weights."""
    header = request.headers.get("accept-language", "")
    ranked: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        lang = tag.strip().lower().partition("-")[0]
        if lang in LANGUAGES:
            ranked.append((_weight(parameter), lang))
    best = max(ranked, key=lambda pair: pair[0], default=(0.0, DEFAULT))
    return best[1] if best[0] > 0 else DEFAULT


def _weight(parameter: str) -> float:
    raw = parameter.strip().removeprefix("q=") or "1"
    try:
        return float(raw)
    except ValueError:
        return 0.0
