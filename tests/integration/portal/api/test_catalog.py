"""The services on offer over the API: what the plugins offer, in the reader's language."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.definitions.catalog import list_services
from portal.records.wizards.models import Wizard
from portal_plugins.demo import fees
from tests.integration.portal.api.conftest import Ask

FIELDS = [
    "key",
    "kind",
    "title",
    "summary",
    "is_available",
    "availability",
    "opens_on",
    "closes_on",
    "minutes",
    "needs",
    "needs_account",
    "start_url",
    "fee",
]
RENEWAL = "certification.renew_professional"
FREE = {"total_cents": 0, "words": "No fee", "depends_on_answers": False}


def test_services_are_those_of_the_pages(ask: Ask) -> None:
    items = ask("/services").json()["items"]

    assert [item["key"] for item in items] == [service.key for service in list_services()]
    assert {RENEWAL, "credential_lookup.search"} <= {item["key"] for item in items}
    assert all(list(item) == FIELDS for item in items)


def test_service_says_whether_people_sign_in_first(ask: Ask) -> None:
    said = {each["key"]: each["needs_account"] for each in ask("/services").json()["items"]}

    assert said[RENEWAL]
    assert not said["feedback.contact"]
    assert not said["credential_lookup.search"]


def test_wizard_says_where_it_is_started(ask: Ask) -> None:
    service = ask(f"/services/{RENEWAL}").json()

    assert (service["kind"], service["is_available"]) == ("wizard", True)
    assert service["start_url"] == f"/services/{RENEWAL}/start/"


def test_tool_has_no_start(ask: Ask) -> None:
    assert ask("/services/credential_lookup.search").json() == {
        "key": "credential_lookup.search",
        "kind": "tool",
        "title": "Look up a certificate",
        "summary": "See who holds a certificate, what it covers and until when.",
        "is_available": True,
        "availability": "open",
        "opens_on": None,
        "closes_on": None,
        "minutes": None,
        "needs": [],
        "needs_account": False,
        "start_url": None,
        "fee": None,
    }


@pytest.mark.parametrize(
    ("key", "language", "fee"),
    [
        ("coaching_permits.renew", "en", FREE),
        (
            "demo.costs",
            "es",
            {
                "total_cents": 5000,
                "words": "$50.00 (un duplicado; las especialidades cuestan más)",
                "depends_on_answers": True,
            },
        ),
    ],
)
def test_wizard_says_what_it_usually_costs(
    visitor: Client, key: str, language: str, fee: dict[str, object]
) -> None:
    one = visitor.get(f"/api/v1/services/{key}", headers={"Accept-Language": language}).json()
    listed = visitor.get("/api/v1/services", headers={"Accept-Language": language}).json()

    assert one["fee"] == fee
    assert [item["fee"] for item in listed["items"] if item["key"] == key] == [fee]


def test_fee_that_cannot_be_worked_out_is_null_and_the_rest_is_listed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fees.FEES, "demo.costs", 5)

    found = {item["key"]: item["fee"] for item in ask("/services").json()["items"]}

    assert found["demo.costs"] is None
    assert found["coaching_permits.renew"] == FREE


def test_texts_come_in_the_language_asked_for(visitor: Client) -> None:
    address = "/api/v1/services/credential_lookup.search"

    response = visitor.get(address, headers={"Accept-Language": "es"})

    assert response.json()["title"] == "Consultar un certificado"
    assert "Accept-Language" in response["Vary"]


def test_service_that_is_switched_off_says_so(ask: Ask) -> None:
    Wizard.objects.filter(key=RENEWAL).update(is_on=False)

    service = ask(f"/services/{RENEWAL}").json()

    assert (service["is_available"], service["availability"]) == (False, "off")


@pytest.mark.parametrize("key", ["nothing", "certification.", "%00", "x" * 3_000])
def test_unknown_service_is_not_found(ask: Ask, key: str) -> None:
    response = ask(f"/services/{key}")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
    assert response.json()["field"] == "key"


def test_list_costs_three_statements_whatever_is_on_offer(ask: Ask) -> None:
    ask("/services")

    with CaptureQueriesContext(connection) as captured:
        ask("/services")

    assert len(captured) == 3  # wizards, tools that are off, and the fee schedule
