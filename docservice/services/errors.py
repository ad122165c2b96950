"""Refusals of the use cases; the web layer alone knows their status codes."""

import math


class ServiceError(Exception):
    """Root of the refusals; `field` names the part of the request at fault, if one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Invalid(ServiceError):
    """A field of the request breaks a rule; the message says the remedy."""


class Conflict(ServiceError):
    """The request fits no longer, or not with what is stored."""


class Stale(ServiceError):
    """The thing was changed since the asker read it; nothing was overwritten."""


class TooMany(ServiceError):
    """The person or address is over its rate; `retry_s` is when to come again."""

    def __init__(self, retry_s: float) -> None:
        # Rounded up: who comes back a part of a second early is refused again.
        wait_s = math.ceil(retry_s)
        unit = "second" if wait_s == 1 else "seconds"
        super().__init__(f"too many requests, try again in {wait_s} {unit}")
        self.retry_s = retry_s
