"""A real mail server on a free port, and what it was given."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.sockets import wait_until

BASE = "https://text.example.org"
SENDER = "text@example.org"


class Mailbox:
    """Keeps every mail; `says` is the answer to each, by turns if there are several."""

    def __init__(self, *says: str) -> None:
        self.mails: list[EmailMessage] = []
        self.attempts = 0
        self.taken = threading.Event()
        self._says = list(says)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a mail, or refuse it."""
        self.attempts += 1
        answer = self._says.pop(0) if self._says else "250 OK"
        if answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append(message)
            self.taken.set()
        return answer

    def wait(self, count: int) -> EmailMessage:
        """Return the newest mail once there are `count`."""
        wait_until(lambda: len(self.mails) >= count)
        return self.mails[-1]

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address."""
        return [mail for mail in self.mails if mail["To"] == address]


@contextmanager
def mail_server(mailbox: Mailbox, port: int | None = None) -> Iterator[str]:
    """Run a mail server and yield its address."""
    # Port 0 makes the controller connect to itself where nobody is.
    server = Controller(mailbox, hostname="127.0.0.1", port=port or free_port())
    server.start()
    try:
        yield f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def text_of(mail: EmailMessage) -> str:
    """Return the text of a mail, which has to be there beside its HTML."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    """Return the HTML of a mail."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def mails_link(mail: EmailMessage) -> str:
    """Return the path of the link to the page of one's mails."""
    found = re.search(rf"{BASE}(/\w\w/mails/\S+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]
