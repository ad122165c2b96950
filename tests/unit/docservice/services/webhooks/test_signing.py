"""Signatures are those that receivers' libraries expect."""

import base64
from datetime import UTC, datetime

from docservice.services.webhooks.signing import new_secret, signed_headers

# Computed with the specification's own library for Python, standardwebhooks 1.1.0.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of this test
KEY = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1_614_265_330, UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_is_signed_as_the_reference_library_signs_it() -> None:
    headers = signed_headers(SECRET, KEY, b'{"test": 2432232314}', now=AT)

    assert headers == {
        "webhook-id": KEY,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_secrets_differ_and_are_as_long_as_the_specification_asks() -> None:
    one, other = new_secret(), new_secret()

    assert one != other
    assert len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) == 32
