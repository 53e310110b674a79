"""The overview of services and plugins in the admin, and its switches."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.plugins.failures import count_calls
from portal.plugins.guard import call_decorating
from portal.plugins.parking import Stage, park, unpark_all
from portal.records.audit.models import AuditEvent
from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.pages import make_service_page

pytestmark = pytest.mark.django_db

RENEWAL = "certification.renew_professional"
TOOL = "credential_lookup.search"
SORRY = "temporarily unavailable"
OVERVIEW, SWITCH = "/admin/plugins/", "/admin/plugins/switch/"


@pytest.fixture
def office(supervisor: User) -> Client:
    """Return the supervisor's browser."""
    client = Client()
    client.force_login(supervisor)
    return client


def text_of(answer: Any) -> str:
    """Return the words of a page that answered."""
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def crash() -> None:
    """Stand for a plugin's piece; what it says of a person must not be kept."""
    raise LookupError("Maren Okafor-Lind")


def test_overview_shows_every_plugin_with_what_it_provides(office: Client) -> None:
    shown = text_of(office.get(OVERVIEW))

    assert "Educator certification" in shown
    assert "wizards (1), effects (1)" in shown
    assert "tools (1), urls (1)" in shown
    assert "credential_lookup.search" in shown


def test_overview_names_what_is_parked_and_why(office: Client) -> None:
    park("acme.weather", Stage.CONTRACT, "it supports 8 to 9; the portal's is 1", version="2.0")
    try:
        shown = text_of(office.get(OVERVIEW))
    finally:
        unpark_all()

    assert "The portal runs without this plugin." in shown
    assert "It is made for another version of the contract." in shown
    assert "it supports 8 to 9; the portal's is 1" in shown


def test_overview_shows_failures_without_anything_personal(office: Client) -> None:
    for _time in range(5):
        call_decorating("credential_lookup:tools", crash)

    shown = text_of(office.get(OVERVIEW))

    assert "LookupError" in shown
    assert "not asked for a while" in shown
    assert "Okafor" not in shown


def test_overview_tells_what_the_guard_costs(office: Client) -> None:
    count_calls("credential_lookup:tools", 2_000)
    call_decorating("credential_lookup:tools", int)

    shown = text_of(office.get(OVERVIEW))

    microseconds = float(re.search(r"that adds ([\d.]+) µs to a call", shown)[1])
    milliseconds = [float(found) for found in re.findall(r"([\d.]+) ms", shown)]
    assert 0 < microseconds < 100
    assert any(found == pytest.approx(2 * microseconds, abs=0.3) for found in milliseconds)


def test_tool_is_switched_off_and_on(office: Client, supervisor: User, visitor: Client) -> None:
    page = make_service_page(title="Look up", slug="find", service_key=TOOL)
    assert "Look up" in visitor.get("/find/?name=x").content.decode()

    office.post(SWITCH, {"key": TOOL, "is_on": "0"})

    assert SORRY in visitor.get(page.url).content.decode()
    assert SORRY in visitor.get(f"{page.url}?name=x").content.decode()
    assert is_on_offer(visitor) is False
    assert AuditEvent.objects.get(action="service.switched_off").record_type == "tool"
    office.post(SWITCH, {"key": TOOL, "is_on": "1"})
    office.post(SWITCH, {"key": TOOL, "is_on": "1"})
    assert is_on_offer(visitor) is True
    assert SORRY not in visitor.get(page.url).content.decode()
    assert AuditEvent.objects.filter(action="service.switched_on").count() == 1


def is_on_offer(visitor: Client) -> bool:
    """Tell whether the API offers the tool."""
    services = visitor.get("/api/v1/services").json()
    listed = services["items"] if isinstance(services, dict) else services
    return next(each["is_available"] for each in listed if each["key"] == TOOL)


def test_service_is_switched_by_a_post_that_is_audited(office: Client, supervisor: User) -> None:
    answer = office.post(SWITCH, {"key": RENEWAL, "is_on": "0"}, follow=True)

    assert "The service is switched off. Drafts are kept." in text_of(answer)
    assert Wizard.objects.get(key=RENEWAL).is_on is False
    event = AuditEvent.objects.get(action="service.switched_off")
    assert (event.record_id, event.actor_id) == (RENEWAL, supervisor.pk)
    office.post(SWITCH, {"key": RENEWAL, "is_on": "1"})
    assert Wizard.objects.get(key=RENEWAL).is_on is True


def test_switch_takes_nothing_but_a_post_of_a_known_service(office: Client) -> None:
    assert office.get(SWITCH, {"key": RENEWAL, "is_on": "0"}).status_code == 405
    assert office.post(SWITCH, {"key": "nobody.nothing"}).status_code == 404
    assert Wizard.objects.get(key=RENEWAL).is_on is True


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.EDITOR, Role.FISCAL_CLERK])
def test_who_may_not_oversee_services_cannot_switch_them(role: Role) -> None:
    client = Client()
    client.force_login(make_account(role))

    client.post(SWITCH, {"key": RENEWAL, "is_on": "0"})

    assert Wizard.objects.get(key=RENEWAL).is_on is True
    assert "Services and plugins" not in text_of(client.get("/admin/"))
