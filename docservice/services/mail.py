"""Send mail through the operator's server, in a thread: it may take seconds."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import structlog

from docservice.settings import Settings

TIMEOUT_S = 20.0
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mailer:
    """A mail server and whom its mails are from.

    `scheme` is smtps for TLS from the first byte; with smtp, TLS begins after the
    greeting where the server offers it, and always before a password is sent.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def of(cls, settings: Settings) -> "Mailer | None":
        """Return the mail server that is set, None if there is none."""
        if not settings.smtp_url:
            return None
        parts = urlsplit(settings.smtp_url)
        return cls(
            parts.scheme,
            str(parts.hostname),
            parts.port or DEFAULT_PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            settings.mail_from,
        )

    async def send(self, to: str, subject: str, text: str) -> bool:
        """Send a mail in plain text; return whether the server took it."""
        message = EmailMessage()
        try:
            # One mailbox, whatever else the text could be taken for.
            message["To"] = Address(addr_spec=to)
        except (ValueError, MessageError) as error:
            log.warning("mail_failed", server=self.host, error=type(error).__name__)
            return False
        message["From"], message["Subject"] = self.sender, subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self.sender.partition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic replies
        message.set_content(text)
        try:
            await asyncio.to_thread(self._deliver, message)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail_failed", server=self.host, error=type(error).__name__)
            return False
        return True

    def _deliver(self, message: EmailMessage) -> None:
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            with smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_S, context=context
            ) as server:
                self._hand_over(server, message)
            return
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif self.user:
                raise smtplib.SMTPNotSupportedError("no TLS for the password")
            self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self.user:
            server.login(self.user, self.password)
        server.send_message(message)
