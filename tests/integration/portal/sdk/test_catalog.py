"""The catalog of services: what is offered is found by key, and what fails is left out."""

from collections.abc import Callable

import pytest
from django.test import RequestFactory

from portal.plugins.breaker import FAILURES, State, get_state
from portal.sdk.catalog import Service, get_service, list_services
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

pytestmark = pytest.mark.django_db

RENEWAL = "certification.renew_professional"
LOOK_UP = "credential_lookup.search"
TOOL = """
from portal.sdk.tools import Tool, text

def fill(request):
    return {{"kind": "info", "text": request.GET[{parameter!r}], "status_code": 429}}

TOOLS = [Tool(
    key="{plugin}.finder", title=text("Finder", "Buscador"), summary=text("Finds.", "Busca."),
    template_name="components/alert.html", context=fill,
)]
"""

WritePlugin = Callable[..., str]


def tool_of(plugin: str, parameter: str = "q") -> str:
    """Return the source of a tools module."""
    return TOOL.format(plugin=plugin, parameter=parameter)


def test_services_of_the_built_in_plugins_are_on_offer() -> None:
    kinds = {service.key: service.kind for service in list_services()}

    assert kinds[RENEWAL] == "wizard"
    assert kinds[LOOK_UP] == "tool"


def test_service_is_found_by_its_key() -> None:
    service = get_service(LOOK_UP)

    assert service is not None
    assert (service.template_name, service.plugin_id) == (
        "credential_lookup/search.html",
        "credential_lookup",
    )


def test_service_that_nothing_offers_is_none() -> None:
    assert get_service("nobody.nothing") is None


def test_service_goes_with_its_plugin(write_plugin: WritePlugin, install: Install) -> None:
    install(write_plugin("lonely"))

    assert get_service(LOOK_UP) is None
    renewal = get_service(RENEWAL)
    assert renewal is not None
    assert renewal.is_available is False


def test_tool_is_filled_by_its_plugin(write_plugin: WritePlugin, install: Install) -> None:
    install(write_plugin("finders", tools=tool_of("finders")))
    (service,) = tools_on_offer()

    drawn = service.draw(RequestFactory().get("/", {"q": "Here it is."}))

    assert drawn is not None
    assert "Here it is." in drawn.html
    assert drawn.status == 429


def test_tool_that_fails_is_left_out(
    write_plugin: WritePlugin, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install(write_plugin("failing", tools=tool_of("failing")))
    (service,) = tools_on_offer()

    assert service.draw(RequestFactory().get("/")) is None
    assert "plugin failing failed in Service._draw" in caplog.text


def test_tool_that_fails_on_what_a_visitor_typed_stays_open_to_others(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(write_plugin("fragile", tools=tool_of("fragile")))
    (service,) = tools_on_offer()
    for _time in range(3 * FAILURES):
        assert service.draw(RequestFactory().get("/", {"other": "x"})) is None

    assert get_state("fragile:tools") is State.CLOSED
    assert service.draw(RequestFactory().get("/", {"q": "x"})) is not None


def test_tool_that_fails_by_itself_again_and_again_is_not_asked(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(write_plugin("hopeless", tools=tool_of("hopeless")))
    (service,) = tools_on_offer()
    for _time in range(FAILURES):
        service.draw(RequestFactory().get("/"))

    assert get_state("hopeless:tools") is State.OPEN


def test_plugin_whose_tools_cannot_be_read_takes_no_other_along(
    write_plugin: WritePlugin, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install(write_plugin("cracked", tools="1 / 0"), write_plugin("whole", tools=tool_of("whole")))

    assert [service.key for service in tools_on_offer()] == ["whole.finder"]
    assert "plugin cracked is parked (module): tools: ZeroDivisionError" in caplog.text


def tools_on_offer() -> list[Service]:
    """Return the services that are tools."""
    return [service for service in list_services() if service.kind == "tool"]
