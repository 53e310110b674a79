"""Addresses of plugins: declared slugs only, no slug twice, core's own never."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.urls.resolvers import RegexPattern, RoutePattern

from portal.sdk.urls import CORE_SLUGS, plugin_urlpatterns
from tests.unit.portal.plugins.conftest import Install

WritePlugin = Callable[..., str]

URLS = """
from django.http import HttpResponse
from django.urls import path

URLS = {{slug: [path("", HttpResponse, name=slug)] for slug in {slugs!r}}}
"""


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
    install(write_plugin(f"greedy_{slug}", slugs=(slug,), urls=urls_of(slug)))

    with pytest.raises(ImproperlyConfigured, match=f"/{slug}/ belongs to the portal"):
        plugin_urlpatterns()


def test_slug_claimed_twice_is_refused_and_named(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(
        write_plugin("one", slugs=("courses",), urls=urls_of("courses")),
        write_plugin("two", slugs=("courses",), urls=urls_of("courses")),
    )

    with pytest.raises(ImproperlyConfigured, match="/courses/ belongs to one, not two"):
        plugin_urlpatterns()


def test_undeclared_slug_is_refused(write_plugin: WritePlugin, install: Install) -> None:
    install(write_plugin("shy", slugs=("courses",), urls=urls_of("providers")))

    with pytest.raises(ImproperlyConfigured, match="shy answers under /providers/ undeclared"):
        plugin_urlpatterns()


def test_every_fixed_address_of_the_site_is_reserved() -> None:
    firsts = set()
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern.pattern, RegexPattern):
            route = route.removeprefix("^")
        firsts.add(route.partition("/")[0])

    assert firsts - {""} <= CORE_SLUGS


def test_plugin_address_is_found_by_its_namespace() -> None:
    address = reverse("credential_lookup:verify", args=["C2MNKQ4627"])

    assert address == "/verify/C2MNKQ4627/"
    assert resolve(address).namespace == "credential_lookup"
