"""Headers that every response carries, whatever made it."""

from typing import Final

from docservice.settings import Settings

# Everything is our own and nothing is inline; scripts and styles have hashed names.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it browsers send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HSTS: Final = "max-age=31536000"  # a year, as browsers' preload lists ask


def security_headers(settings: Settings) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers as ASGI takes them."""
    found = dict(HEADERS)
    if settings.base_url.startswith("https://"):
        found["strict-transport-security"] = HSTS
    return tuple((name.encode(), value.encode()) for name, value in found.items())
