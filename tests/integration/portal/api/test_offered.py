"""Routers of plugins: below their own address, in the description, and none of a broken plugin."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from ninja import NinjaAPI

from portal.api.offered import add_offered_routers
from portal.api.problems import answer_problems_with
from portal.api.urls import PortalAPI
from portal.plugins.failures import list_failures
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

ROUTER = """
from portal.sdk.api import Router

ROUTER = Router()


@ROUTER.get("/today")
def weather_today(request, town: str = "Hartford"):
    return {{"town": town, "plugin": "{name}"}}
"""

RAISING = """
from portal.sdk.api import Code, ProblemError, Router

ROUTER = Router()


@ROUTER.get("/today")
def weather_today(request):
    raise {said}
"""


def offer(name: str) -> NinjaAPI:
    """Return an API with what the installed plugins offer."""
    api = PortalAPI(urls_namespace=name, docs_url=None)
    add_offered_routers(api)
    return api


def test_router_answers_below_the_plugins_address(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(write_plugin("api_weather", api=ROUTER.format(name="api_weather")))
    api = offer("api_weather")
    patterns = {str(pattern.pattern): pattern for pattern in api.urls[0]}

    answer = patterns["plugins/api_weather/today"].callback(RequestFactory().get("/"))

    assert answer.content == b'{"town": "Hartford", "plugin": "api_weather"}'
    assert list(api.get_openapi_schema(path_prefix="/")["paths"]) == ["/plugins/api_weather/today"]


@pytest.mark.parametrize(
    ("said", "status", "told", "failures"),
    [
        ("RuntimeError()", 503, b'"code": "failed"', 1),
        ('ProblemError(404, Code.NOT_FOUND, "No such town.")', 404, b"No such town.", 0),
    ],
)
def test_operation_that_raises_answers_with_a_problem(
    write_plugin: Callable[..., str],
    install: Install,
    said: str,
    status: int,
    told: bytes,
    failures: int,
) -> None:
    name = f"api_raises_{status}"
    install(write_plugin(name, api=RAISING.format(said=said)))
    api = offer(name)
    answer_problems_with(api)
    patterns = {str(pattern.pattern): pattern for pattern in api.urls[0]}

    answer = patterns[f"plugins/{name}/today"].callback(RequestFactory().get("/"))

    found = list_failures(since=timezone.now() - timedelta(minutes=1))
    assert answer.status_code == status
    assert told in answer.content
    assert [each.place for each in found].count(f"{name}:api") == failures


@pytest.mark.parametrize(
    ("name", "source"), [("api_breaks", "1 / 0"), ("api_has_none", "ROUTER = object()")]
)
def test_plugin_without_a_usable_router_is_left_out(
    write_plugin: Callable[..., str], install: Install, name: str, source: str
) -> None:
    install(
        write_plugin(name, api=source),
        write_plugin(f"beside_{name}", api=ROUTER.format(name="beside")),
    )
    api = offer(name)

    assert list(api.get_openapi_schema(path_prefix="/")["paths"]) == [
        f"/plugins/beside_{name}/today"
    ]
