"""Addresses of plugins: declared slugs only, no slug twice, core's own never."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.urls.resolvers import RegexPattern, RoutePattern

from portal.plugins.guard import PluginFailedError
from portal.plugins.parking import list_parked
from portal.sdk.urls import CORE_SLUGS, plugin_urlpatterns
from tests.unit.portal.plugins.conftest import Install

WritePlugin = Callable[..., str]

URLS = """
from django.http import HttpResponse
from django.urls import path

URLS = {{slug: [path("", HttpResponse, name=slug)] for slug in {slugs!r}}}
"""


def parked() -> list[str]:
    """Return why plugins are parked."""
    return [each.detail for each in list_parked()]


def urls_of(*slugs: str) -> str:
    """Return the source of a urls module."""
    return URLS.format(slugs=slugs)


def test_plugin_answers_under_each_slug_it_declares(
    write_plugin: WritePlugin, install: Install
) -> None:
    urls = urls_of("courses", "providers")
    install(write_plugin("teaching", slugs=("courses", "providers"), urls=urls))
    patterns = plugin_urlpatterns()
    resolver = URLResolver(RoutePattern(""), patterns)

    assert resolver.resolve("courses/").view_name == "teaching:courses"
    assert resolver.resolve("providers/").view_name == "teaching:providers"


@pytest.mark.parametrize("slug", sorted(CORE_SLUGS))
def test_slug_of_the_portal_is_refused(
    write_plugin: WritePlugin, install: Install, slug: str
) -> None:
    name = f"greedy_{slug.replace('.', '_').replace('-', '_')}"
    install(write_plugin(name, slugs=(slug,), urls=urls_of(slug)))

    assert plugin_urlpatterns() == []
    assert parked() == [f"ImproperlyConfigured: /{slug}/ belongs to the portal, not {name}."]


def test_slug_claimed_twice_is_refused_and_named(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(
        write_plugin("one", slugs=("courses",), urls=urls_of("courses")),
        write_plugin("two", slugs=("courses",), urls=urls_of("courses")),
    )

    assert len(plugin_urlpatterns()) == 1
    assert parked() == ["ImproperlyConfigured: /courses/ belongs to one, not two."]


def test_undeclared_slug_is_refused(write_plugin: WritePlugin, install: Install) -> None:
    install(write_plugin("shy", slugs=("courses",), urls=urls_of("providers")))

    assert plugin_urlpatterns() == []
    assert parked() == ["ImproperlyConfigured: shy answers under /providers/ undeclared."]


def test_address_that_cannot_be_read_parks_its_plugin(
    write_plugin: WritePlugin, install: Install
) -> None:
    urls = """
from django.urls import include, path
URLS = {"courses": [path("", include("a_module_nobody_has"))]}
"""
    install(write_plugin("lost", slugs=("courses",), urls=urls))

    assert plugin_urlpatterns() == []
    assert parked() == ["urls: ModuleNotFoundError: No module named 'a_module_nobody_has'"]


def test_every_fixed_address_of_the_site_is_reserved() -> None:
    firsts = set()
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern.pattern, RegexPattern):
            route = route.removeprefix("^")
        firsts.add(route.partition("/")[0])

    assert firsts - {""} <= CORE_SLUGS


def answer_elsewhere(view: Any, request: HttpRequest) -> Any:
    """Run an asynchronous view in a thread of its own: this one may hold a browser's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: async_to_sync(view)(request)).result()


def test_view_that_ends_the_process_is_a_fault_of_its_page_only(
    write_plugin: WritePlugin, install: Install
) -> None:
    urls = """
from django.urls import path
def leave(request): raise SystemExit
async def leave_later(request): raise SystemExit
URLS = {"exits": [path("", leave), path("later/", leave_later)]}
"""
    install(write_plugin("exits", slugs=("exits",), urls=urls))
    resolver = URLResolver(RoutePattern(""), plugin_urlpatterns())
    request = RequestFactory().get("/exits/")

    with pytest.raises(PluginFailedError):
        resolver.resolve("exits/").func(request)
    with pytest.raises(PluginFailedError):
        answer_elsewhere(resolver.resolve("exits/later/").func, request)


def test_plugin_address_is_found_by_its_namespace() -> None:
    address = reverse("credential_lookup:verify", args=["C2MNKQ4627"])

    assert address == "/verify/C2MNKQ4627/"
    assert resolve(address).namespace == "credential_lookup"
