"""Requests a minute, counted by the address that one household has."""

import pytest
import time_machine
from django.test import RequestFactory

from portal.accounts.limits import Limit

NOON = "2026-11-01T12:00:00Z"


def admits(limit: Limit, address: str) -> bool:
    """Ask as somebody at an address."""
    return limit.admits(RequestFactory().get("/", REMOTE_ADDR=address))


@time_machine.travel(NOON, tick=False)
def test_limit_admits_so_many_and_no_more() -> None:
    limit = Limit("test", per_minute=3)

    assert [admits(limit, "203.0.113.7") for _ in range(5)] == [True, True, True, False, False]


def test_limit_begins_anew_every_minute() -> None:
    limit = Limit("test", per_minute=1)
    with time_machine.travel("2026-11-01T12:00:59Z", tick=False):
        assert [admits(limit, "203.0.113.7") for _ in range(2)] == [True, False]
        assert limit.seconds_left() == 1
    with time_machine.travel("2026-11-01T12:01:00Z", tick=False):
        assert admits(limit, "203.0.113.7")
        assert limit.seconds_left() == 60


@time_machine.travel(NOON, tick=False)
def test_purposes_are_counted_apart() -> None:
    first, second = Limit("first", per_minute=1), Limit("second", per_minute=1)

    assert admits(first, "203.0.113.7")
    assert admits(second, "203.0.113.7")


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "nonsense", True),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_addresses_of_one_household_share_a_count(one: str, other: str, is_shared: bool) -> None:
    limit = Limit("test", per_minute=1)
    admits(limit, one)

    assert admits(limit, other) is not is_shared


@time_machine.travel(NOON, tick=False)
def test_header_a_visitor_writes_does_not_change_the_address() -> None:
    limit = Limit("test", per_minute=1)
    requests = [
        RequestFactory().get("/", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(2)
    ]

    assert [limit.admits(request) for request in requests] == [True, False]
