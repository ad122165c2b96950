import pytest

from docservice.db.people import Person
from docservice.services.errors import TooMany
from docservice.services.rates import Buckets, Rates, TokenBucket, network_of
from docservice.settings import Settings


def test_a_bucket_gives_a_burst_and_then_its_rate() -> None:
    bucket = TokenBucket.full(per_s=2, burst=3, now=100.0)
    assert [bucket.take(100.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take(100.5) == 0
    assert bucket.take(100.5) == 0.5
    assert [bucket.take(1_000.0) for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_clock_that_steps_back_gives_nothing_away() -> None:
    bucket = TokenBucket.full(per_s=1, burst=1, now=100.0)
    assert bucket.take(50.0) == 0
    assert bucket.take(50.5) == 0.5


def test_a_rate_of_zero_admits_nobody() -> None:
    with pytest.raises(TooMany) as refused:
        Buckets(0).require("a", 1.0)
    assert refused.value.retry_s == 3_600


@pytest.mark.parametrize(
    ("retry_s", "said"), [(0.2, "in 1 second"), (1.2, "in 2 seconds")]
)
def test_a_wait_is_rounded_up_and_never_none(retry_s: float, said: str) -> None:
    assert str(TooMany(retry_s)).endswith(said)


def test_the_keys_that_are_remembered_are_bounded() -> None:
    buckets = Buckets(per_min=1, kept=3)
    for key in "abcabcd":
        try:
            buckets.require(key, 1.0)
        except TooMany:
            assert key in "abc"
    assert len(buckets) == 3
    buckets.require("a", 1.0)
    with pytest.raises(TooMany):
        buckets.require("d", 1.0)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_place_in_the_network_has_one_bucket(address: str, network: str) -> None:
    assert network_of(address) == network


def test_people_are_counted_each_and_guests_by_their_address() -> None:
    rates = Rates(Settings(person_writes_per_min=1, guest_writes_per_min=1))
    rates.require_write(_person("a"), "192.0.2.7", now=1.0)
    rates.require_write(_person("b"), "192.0.2.7", now=1.0)
    with pytest.raises(TooMany):
        rates.require_write(_person("a"), "192.0.2.8", now=1.0)
    rates.require_write(_person("g", is_guest=True), "192.0.2.7", now=1.0)
    with pytest.raises(TooMany):
        rates.require_write(_person("h", is_guest=True), "192.0.2.7", now=1.0)
    rates.require_write(_person("h", is_guest=True), "192.0.2.8", now=1.0)


def test_sign_ins_are_counted_by_address() -> None:
    rates = Rates(Settings(sign_ins_per_min=1))
    rates.require_sign_in("192.0.2.7", now=1.0)
    with pytest.raises(TooMany):
        rates.require_sign_in("192.0.2.7", now=1.0)


def test_downloads_are_counted_by_account_or_else_by_address() -> None:
    rates = Rates(Settings(downloads_per_min=1))
    rates.require_download(_person("a"), "192.0.2.7", now=1.0)
    rates.require_download(_person("b"), "192.0.2.7", now=1.0)
    with pytest.raises(TooMany):
        rates.require_download(_person("a"), "192.0.2.8", now=1.0)
    rates.require_download(None, "192.0.2.7", now=1.0)
    with pytest.raises(TooMany):
        rates.require_download(_person("g", is_guest=True), "192.0.2.7", now=1.0)


def _person(name: str, *, is_guest: bool = False) -> Person:
    return Person(name, name, "citizen", is_guest, None, "de", None)
