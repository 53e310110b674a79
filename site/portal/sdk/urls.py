"""Addresses of plugins: each answers only under the first path segments that it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.plugins.config import PluginConfig
from portal.plugins.guard import PluginFailedError
from portal.plugins.parking import Stage, parked_on_failure
from portal.plugins.registry import plugin_modules

__all__ = ["CORE_SLUGS", "plugin_urlpatterns"]

View = Callable[..., Any]
CORE_SLUGS = frozenset(
    {
        ".well-known",
        "account",
        "admin",
        "api",
        "applications",
        "documents",
        "es",
        "favicon.ico",
        "gone",
        "healthz",
        "i18n",
        "media",
        "notices",
        "readyz",
        "robots.txt",
        "search",
        "services",
        "sitemap.xml",
        "static",
        "webhooks",
    }
)


def plugin_urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the patterns of all plugins; one whose addresses are not its own is parked.

    A plugin's ``urls`` module maps each of its slugs to patterns in ``URLS``; core's own slugs
    cannot be claimed. Names are reversed in the namespace that is the plugin's id.
    """
    taken: dict[str, str] = dict.fromkeys(CORE_SLUGS, "the portal")
    patterns: list[URLPattern | URLResolver] = []
    for plugin, module in plugin_modules("urls"):
        with parked_on_failure(plugin.name, Stage.ADDRESSES, version=str(plugin.version)):
            patterns.append(_read_patterns(plugin, module, taken))
            taken.update(dict.fromkeys(module.URLS, plugin.label))
    return patterns


def _read_patterns(
    plugin: PluginConfig, module: ModuleType, taken: Mapping[str, str]
) -> URLResolver:
    for slug in module.URLS:
        _check_claim(slug, plugin, taken)
    own = [
        path(f"{slug}/", include(decorate_urlpatterns(list(urls), _keep_process_alive)))
        for slug, urls in module.URLS.items()
    ]
    found: URLResolver = path("", include((own, plugin.label)))
    _ = found.reverse_dict  # asks for every address, those of included modules too
    return found


def _keep_process_alive(view: View) -> View:
    """Return a view whose SystemExit is a fault of its page, as any other exception is to Django."""

    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with _fault_of(request.path):
            return view(request, *args, **kwargs)

    async def kept_waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with _fault_of(request.path):
            return await view(request, *args, **kwargs)

    return kept_waiting if iscoroutinefunction(view) else kept


@contextmanager
def _fault_of(address: str) -> Iterator[None]:
    try:
        yield
    except (Exception, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise PluginFailedError(address) from error


def _check_claim(slug: str, plugin: PluginConfig, taken: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured where a plugin may not answer under a slug."""
    if slug not in plugin.url_slugs:
        raise ImproperlyConfigured(f"{plugin.label} answers under /{slug}/ undeclared.")
    if slug in taken:
        raise ImproperlyConfigured(f"/{slug}/ belongs to {taken[slug]}, not {plugin.label}.")
