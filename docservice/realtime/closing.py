"""How the server ends a socket: RFC 6455 codes, and our own from 4000 on."""

from docservice.realtime.protocol import Refused

POLICY = 1008
TOO_LARGE = 1009
FAILED = 1011
RESTART = 1012
LATER = 1013
BROKEN = 4400
CREDENTIAL_ENDED = 4401
NO_RIGHT = 4403
NO_DOCUMENT = 4404
SLOW_READER = 4408
FLOOD = 4429


class Closing(Exception):
    """The server ends the socket; `code` and the message go into the close frame.

    `last` is an error to be sent before it: browsers tell scripts little of a close.
    """

    def __init__(self, code: int, reason: str, last: Refused | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.last = last
