"""The page that attaches a service: a wizard, a tool, and what is left when neither is to be had."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from portal.sdk.catalog import Availability
from tests.factories.pages import make_service_page
from tests.integration.content.conftest import Offer, make_tool_service, make_wizard_service

pytestmark = pytest.mark.django_db

UNAVAILABLE = "This service is temporarily unavailable"


def test_page_of_a_wizard_says_what_it_needs_and_leads_to_its_start(
    visitor: Client, offer: Offer
) -> None:
    offer(make_wizard_service())
    make_service_page(title="Renew", slug="renew", before_you_start="<p>Nothing to upload.</p>")

    response = visitor.get("/renew/")
    html = response.content.decode()

    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert "<li>Your certificate number</li>" in html
    assert "<p>Nothing to upload.</p>" in html
    assert "About 5 minutes" in html
    assert 'href="/services/example.wizard/start/"' in html
    assert "csrfmiddlewaretoken" not in html


def test_page_of_a_wizard_shows_the_fee_that_the_editor_wrote(
    visitor: Client, offer: Offer
) -> None:
    offer(make_wizard_service())
    make_service_page(title="Renew", slug="renew", fee="There is no fee")

    assert "<dd>There is no fee</dd>" in visitor.get("/renew/").content.decode()


def test_page_of_a_tool_draws_it_in_place(visitor: Client, offer: Offer) -> None:
    def find(request: HttpRequest) -> dict[str, Any]:
        return {"title": "Found", "text": request.GET["q"]}

    offer(make_tool_service(find))
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")

    html = visitor.get("/look-up/?q=<b>Ada</b>").content.decode()

    assert '<h2 class="usa-alert__heading">Found</h2>' in html
    assert "&lt;b&gt;Ada&lt;/b&gt;" in html
    assert UNAVAILABLE not in html


def test_page_of_a_service_that_no_plugin_offers_says_so(visitor: Client, offer: Offer) -> None:
    offer()
    make_service_page(title="Renew", slug="renew")

    response = visitor.get("/renew/")

    assert response.status_code == 200
    assert UNAVAILABLE in response.content.decode()


def test_page_of_a_service_that_is_switched_off_says_so(visitor: Client, offer: Offer) -> None:
    offer(make_wizard_service(availability=Availability.OFF))
    make_service_page(title="Renew", slug="renew")

    html = visitor.get("/renew/").content.decode()

    assert UNAVAILABLE in html
    assert "/services/example.wizard/start/" not in html


def test_page_answers_with_the_status_of_its_tool(visitor: Client, offer: Offer) -> None:
    offer(make_tool_service(lambda request: {"text": "Too often.", "status_code": 429}))
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")

    response = visitor.get("/look-up/")

    assert (response.status_code, "Too often." in response.content.decode()) == (429, True)


def fail(request: HttpRequest) -> dict[str, Any]:
    """Stand for a tool with a fault."""
    raise RuntimeError("broken tool")


def test_page_of_a_tool_that_fails_says_so(visitor: Client, offer: Offer) -> None:
    offer(make_tool_service(fail))
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")

    response = visitor.get("/look-up/")

    assert response.status_code == 200
    assert UNAVAILABLE in response.content.decode()


def test_page_of_a_tool_without_its_template_says_so(visitor: Client, offer: Offer) -> None:
    offer(make_tool_service(lambda request: {}, template_name="no/such/template.html"))
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")

    response = visitor.get("/look-up/")

    assert response.status_code == 200
    assert UNAVAILABLE in response.content.decode()


@pytest.mark.parametrize(
    ("availability", "words"),
    [
        (Availability.NOT_YET, "You can apply from March 1, 2026. Come back then."),
        (Availability.OVER, "The last day to send an application was May 31, 2026."),
        (Availability.ARCHIVED, "This service is no longer offered"),
    ],
)
def test_page_of_a_wizard_that_is_not_open_says_why(
    visitor: Client, offer: Offer, availability: Availability, words: str
) -> None:
    days = {"opens_on": date(2026, 3, 1), "closes_on": date(2026, 5, 31)}
    offer(make_wizard_service(availability=availability, **days))
    make_service_page(title="Renew", slug="renew")

    html = visitor.get("/renew/").content.decode()

    assert words in html
    assert "/services/example.wizard/start/" not in html
    assert UNAVAILABLE not in html


def test_page_of_a_wizard_tells_its_last_day(visitor: Client, offer: Offer) -> None:
    offer(make_wizard_service(closes_on=date(2026, 5, 31)))
    make_service_page(title="Renew", slug="renew")

    assert "Send your application by May 31, 2026." in visitor.get("/renew/").content.decode()
