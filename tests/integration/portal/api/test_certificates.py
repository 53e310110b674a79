"""The validity of one certificate over the API."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import records as make
from tests.integration.portal.api.conftest import Ask, Hold

UNKNOWN = "C2MNKQ4627"


def test_certificate_has_exactly_the_public_fields(ask: Ask, hold: Hold) -> None:
    held = hold(person={"ein": "9876543210", "email": "ada@example.org"})
    held.endorsements.create(endorsement=make.make_endorsement("305", "Elementary"))

    assert ask(f"/certificates/{held.number}").json() == {
        "number": held.number,
        "name": "Ada Voss",
        "certificate_type": "Professional Educator Certificate",
        "endorsements": [{"code": "305", "title": "Elementary", "subject": ""}],
        "effective_on": "2022-01-01",
        "expires_on": "2026-12-31",
        "status": "active",
        "status_label": "active",
        "explanation": (
            "The certificate is valid for the subjects and positions that its endorsements name."
        ),
        "as_of": "2026-11-01",
        "is_valid": True,
    }


@pytest.mark.parametrize(
    ("facts", "kind", "status"),
    [
        ({"expires_on": date(2026, 10, 31)}, None, "expired"),
        ({"expires_on": date(2026, 10, 31)}, "filed", "in_process"),
        ({}, "suspended", "suspended"),
        ({}, "revoked", "revoked"),
        ({}, "surrendered", "surrendered"),
        ({}, "superseded", "superseded"),
        ({"issued_on": date(2026, 12, 1)}, None, "not_yet_valid"),
    ],
)
def test_only_an_active_certificate_is_valid(
    ask: Ask, hold: Hold, facts: dict[str, Any], kind: str | None, status: str
) -> None:
    held = hold(**facts)
    if kind:
        make.make_event(held, kind, date(2026, 10, 20))

    body = ask(f"/certificates/{held.number}").json()

    assert (body["status"], body["is_valid"]) == (status, False)


def test_number_in_other_writing_is_the_same(ask: Ask, hold: Hold) -> None:
    number = hold().number

    body = ask(f"/certificates/{quote(f'{number[:5].lower()}- {number[5:]}')}").json()

    assert body["number"] == number


def test_unknown_number_is_not_found(ask: Ask) -> None:
    response = ask(f"/certificates/{UNKNOWN}")

    assert response.status_code == 404
    assert response.json() == {
        "code": "not_found",
        "message": "Nothing was found under this number.",
        "field": "number",
    }


@pytest.mark.parametrize("typed", ["12AB", "C2MNKQ4628", "李", "%00", "x" * 41])
def test_malformed_number_is_refused(ask: Ask, typed: str) -> None:
    response = ask(f"/certificates/{typed if typed == '%00' else quote(typed)}")

    assert response.status_code == 422
    assert (response.json()["code"], response.json()["field"]) == ("invalid", "number")


def test_certificate_costs_two_statements(ask: Ask, hold: Hold) -> None:
    number = hold().number

    with CaptureQueriesContext(connection) as captured:
        ask(f"/certificates/{number}")

    assert len(captured) == 2
