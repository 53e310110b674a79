"""The services on offer over the API: what the plugins offer, in the reader's language."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.definitions.catalog import list_services
from portal.records.wizards.models import Wizard
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
    "start_url",
]
RENEWAL = "certification.renew_professional"


def test_services_are_those_of_the_pages(ask: Ask) -> None:
    items = ask("/services").json()["items"]

    assert [item["key"] for item in items] == [service.key for service in list_services()]
    assert {RENEWAL, "credential_lookup.search"} <= {item["key"] for item in items}
    assert all(list(item) == FIELDS for item in items)


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
        "start_url": None,
    }


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


def test_list_costs_two_statements_whatever_is_on_offer(ask: Ask) -> None:
    ask("/services")

    with CaptureQueriesContext(connection) as captured:
        ask("/services")

    assert len(captured) == 2  # wizards, and tools that are off
