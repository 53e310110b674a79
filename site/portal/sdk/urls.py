"""Addresses of plugins: each answers only under the first path segments that it declares."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, include, path

from portal.plugins.config import PluginConfig
from portal.plugins.registry import plugin_modules

__all__ = ["CORE_SLUGS", "plugin_urlpatterns"]

CORE_SLUGS = frozenset(
    {
        "account",
        "admin",
        "api",
        "applications",
        "documents",
        "healthz",
        "i18n",
        "media",
        "readyz",
        "services",
        "static",
    }
)


def plugin_urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the patterns of all plugins; raise ImproperlyConfigured for a slug claimed twice.

    A plugin's ``urls`` module maps each of its slugs to patterns in ``URLS``; core's own slugs
    cannot be claimed. Names are reversed in the namespace that is the plugin's id.
    """
    taken: dict[str, str] = dict.fromkeys(CORE_SLUGS, "the portal")
    patterns: list[URLPattern | URLResolver] = []
    for plugin, module in plugin_modules("urls"):
        for slug in module.URLS:
            _claim(slug, plugin, taken)
        own = [path(f"{slug}/", include(urls)) for slug, urls in module.URLS.items()]
        patterns.append(path("", include((own, plugin.label))))
    return patterns


def _claim(slug: str, plugin: PluginConfig, taken: dict[str, str]) -> None:
    """Note that a plugin answers under a slug; raise ImproperlyConfigured where it may not."""
    if slug not in plugin.url_slugs:
        raise ImproperlyConfigured(f"{plugin.label} answers under /{slug}/ undeclared.")
    if slug in taken:
        raise ImproperlyConfigured(f"/{slug}/ belongs to {taken[slug]}, not {plugin.label}.")
    taken[slug] = plugin.label
