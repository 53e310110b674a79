"""Sixty look-ups a minute from one address; then a plain text, and no puzzle."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from portal.sdk.limits import Limit
from tests.integration.portal_plugins.credential_lookup.conftest import Hold, Search

TEXT = "Too many look-ups from your address"


@pytest.fixture(autouse=True)
def _three_a_minute(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let three look-ups a minute pass."""
    limit = Limit("lookups", per_minute=3)
    monkeypatch.setattr("portal_plugins.credential_lookup.search.LOOKUPS", limit)
    monkeypatch.setattr("portal_plugins.credential_lookup.views.LOOKUPS", limit)
    return


def test_fourth_search_in_a_minute_waits_and_keeps_what_was_typed(
    look_up: Search, hold: Hold
) -> None:
    hold("Voss")
    for _ in range(3):
        assert "Ada Voss" in look_up(name="voss")

    html = look_up(name="voss", status=429)

    assert TEXT in html
    assert "Wait a minute, then search again." in html
    assert html.index('id="results"') < html.index(TEXT)  # where the form leads to
    assert 'value="voss"' in html
    assert "Ada Voss" not in html
    assert "captcha" not in html.lower()


def test_next_minute_counts_anew(look_up: Search, hold: Hold) -> None:
    hold("Voss")
    for _ in range(4):
        look_up(name="voss", status=200 if _ < 3 else 429)

    with time_machine.travel("2026-11-01T12:01:00-05:00", tick=False):
        assert "Ada Voss" in look_up(name="voss")


def test_questions_that_ask_the_records_nothing_are_not_counted(
    look_up: Search, hold: Hold
) -> None:
    hold("Voss")
    for _ in range(10):
        look_up()
        look_up(status=422, name="")
        look_up(status=422, number="12")

    assert "Ada Voss" in look_up(name="voss")


def test_other_address_is_not_held_up(visitor: Client, look_up: Search, hold: Hold) -> None:
    hold("Voss")
    for _ in range(4):
        look_up(name="voss", status=200 if _ < 3 else 429)

    response = visitor.get("/look-up/", {"name": "voss"}, REMOTE_ADDR="203.0.113.7")

    assert response.status_code == 200


def test_pages_of_certificates_count_too(visitor: Client, hold: Hold) -> None:
    address = f"/verify/{hold('Voss').number}/"
    for _ in range(3):
        assert visitor.get(address).status_code == 200

    response = visitor.get(address)

    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert TEXT in response.content.decode()
