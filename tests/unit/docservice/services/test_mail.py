"""The address of the mail server."""

import pytest

from docservice.services.mail import Letter, Mailer
from docservice.settings import Settings

BASE = "https://text.example"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example", ("smtp", "mail.example", 587, "", "")),
        ("smtps://mail.example", ("smtps", "mail.example", 465, "", "")),
        (
            "smtp://jana%40x:p%3Aw@mail.example:25",
            ("smtp", "mail.example", 25, "jana@x", "p:w"),
        ),
    ],
)
def test_the_parts_of_the_address_are_read(
    address: str, expected: tuple[str, str, int, str, str]
) -> None:
    mailer = Mailer.of(Settings(smtp_url=address, base_url=BASE))

    assert mailer is not None
    found = (mailer.scheme, mailer.host, mailer.port, mailer.user, mailer.password)
    assert found == expected


def test_without_an_address_there_is_no_mail() -> None:
    assert Mailer.of(Settings()) is None


@pytest.mark.parametrize("to", ["a,b@x.example", "a <b@x.example", "ab\r\nBcc: c@x.de"])
async def test_what_is_more_than_one_mailbox_gets_no_mail(to: str) -> None:
    # Nobody listens there; a mail on its way would wait for the connection.
    mailer = Mailer("smtp", "192.0.2.1", 25, "", "", "text@example.org")

    letter = Letter(to=to, subject="Betreff", text="Text")
    assert await mailer.send(letter) == "refused"
