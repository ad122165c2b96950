"""Settings are checked once, at start, and name themselves where they do not fit."""

import pytest

from docservice.settings import SettingError, Settings

BASE = "https://text.example.org"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "99999", "a whole number from 0 to 65535"),
        ("PORT", "8000.5", "a whole number from 0 to 65535"),
        ("READ_THREADS", "0", "a whole number from 1 to 32"),
        ("READ_THREADS", "many", "a whole number from 1 to 32"),
        ("FRAME_BYTES", "0", "a whole number of at least 1000"),
        ("BODY_CHARS", "0", "a whole number of at least 1"),
        ("UPLOAD_BYTES", "-1", "a whole number of at least 1"),
        ("SESSION_DAYS", "0", "a whole number from 1 to 3650"),
        ("PERSON_WRITES_PER_MIN", "nan", "a number of at least 1, or 0"),
        ("PERSON_WRITES_PER_MIN", "inf", "a number of at least 1, or 0"),
        ("GUEST_WRITES_PER_MIN", "0.5", "a number of at least 1, or 0"),
        ("SOCKET_FRAMES_PER_S", "0", "a number of at least 1"),
        ("BASE_URL", "foo", "an address such as https://text.example.org"),
        ("BASE_URL", "https://x.example/a/path", "an address such as"),
        ("BASE_URL", "https://x.example:99999", "an address such as"),
        ("BASE_URL", "javascript://x.example", "an address such as"),
        ("ORIGINS", f"{BASE} friend.example", "addresses such as"),
        ("IMPRINT_URL", "javascript:alert(1)", "an address that begins with"),
        ("PRIVACY_URL", "//else.example", "an address that begins with"),
        ("MAIL_FROM", "Stadt", "a mail address"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example", "a mail address"),
        ("TIME_ZONE", "Europe/Atlantis", "a region such as Europe/Berlin"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("LOG_JSON", "perhaps", "true or false"),
        ("SITE_NAME", " ", "text in one line that is not empty"),
        ("OPERATOR", "Stadt\nText", "text in one line"),
        ("HOST", "", "text in one line that is not empty"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_does(
    name: str, value: str, expected: str
) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({f"RANDNOTIZ_{name}": value})

    assert str(refused.value).startswith(f"RANDNOTIZ_{name} needs {expected}")


@pytest.mark.parametrize(
    "address",
    ["http://x", "mail.example", "smtp://", "smtp://x:port", "x://y", "smtp://x:99999"],
)
def test_a_mail_server_that_is_none_is_refused_without_showing_a_password(
    address: str,
) -> None:
    with pytest.raises(SettingError, match="RANDNOTIZ_SMTP_URL needs") as refused:
        Settings(smtp_url=f"{address}?secret", base_url=BASE)

    assert "secret" not in str(refused.value)


def test_mail_needs_the_public_address() -> None:
    with pytest.raises(SettingError, match="RANDNOTIZ_BASE_URL needs the public"):
        Settings(smtp_url="smtp://mail.example")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"BASE_URL": f"{BASE}:8443/", "SMTP_URL": "smtps://u:p%40@mail.example:465"},
        {"BASE_URL": "http://[::1]:8000", "ORIGINS": f" {BASE}  http://localhost:3 "},
        {"PORT": "0", "GUEST_WRITES_PER_MIN": "0", "PERSON_WRITES_PER_MIN": "1.5"},
        {"IMPRINT_URL": "/impressum", "PRIVACY_URL": f"{BASE}/datenschutz?x=1"},
        {"LOG_LEVEL": "warning", "LOG_JSON": "No", "MAIL_FROM": "text@example.org"},
    ],
)
def test_what_operators_set_is_taken(environment: dict[str, str]) -> None:
    Settings.from_environment({f"RANDNOTIZ_{k}": v for k, v in environment.items()})
