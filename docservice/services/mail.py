"""Send mail through the operator's server, in a thread: it may take seconds."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal
from urllib.parse import unquote, urlsplit

import structlog

from docservice.settings import Settings

TIMEOUT_S = 20.0
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}

log = structlog.get_logger(__name__)


# The server took it; will not, ever; not now; or there was none to ask.
Outcome = Literal["taken", "refused", "later", "unreachable"]
NEVER = 500  # and above: SMTP's permanent failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail in words. `key` names it in every attempt, `stop` ends further ones."""

    to: str
    subject: str
    text: str
    html: str = ""
    key: str = ""
    stop: str = ""


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

    async def send(self, letter: Letter) -> Outcome:
        """Hand a letter to the server; return what it said."""
        try:
            message = self._message(letter)
        except (ValueError, MessageError) as error:
            log.warning("mail_failed", server=self.host, error=type(error).__name__)
            return "refused"
        try:
            await asyncio.to_thread(self._deliver, message)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail_failed", server=self.host, error=type(error).__name__)
            return outcome_of(error)
        return "taken"

    def name(self, key: str) -> str:
        """Return a Message-ID, always the same for the same key."""
        return f"<{key}@{self._domain}>"

    @property
    def _domain(self) -> str:
        return self.sender.partition("@")[2]

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        # One mailbox, whatever else the text could be taken for.
        message["To"] = Address(addr_spec=letter.to)
        message["From"], message["Subject"] = self.sender, letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = (
            self.name(letter.key) if letter.key else make_msgid(domain=self._domain)
        )
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic replies
        if letter.stop:
            message["List-Unsubscribe"] = f"<{letter.stop}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        message.set_content(letter.text)
        if letter.html:
            message.add_alternative(letter.html, subtype="html")
        return message

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


def outcome_of(error: OSError | smtplib.SMTPException) -> Outcome:
    """Return what an error says about a mail, apart from the server's own troubles."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return "refused" if min(codes, default=0) >= NEVER else "later"
    if isinstance(error, smtplib.SMTPDataError):
        return "refused" if error.smtp_code >= NEVER else "later"
    return "unreachable"
