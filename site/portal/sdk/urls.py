"""Addresses of plugins: each answers only under the first path segments that it declares."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, include, path

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
        "readyz",
        "services",
        "static",
    }
)


def plugin_urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the patterns of all plugins; raise ImproperlyConfigured for a slug claimed twice.

    A plugin's ``urls`` module maps each of its slugs to patterns in ``URLS``; core's own slugs
    cannot be claimed.
    """
    taken: dict[str, str] = dict.fromkeys(CORE_SLUGS, "the portal")
    patterns: list[URLPattern | URLResolver] = []
    for plugin, module in plugin_modules("urls"):
        for slug, urls in module.URLS.items():
            if slug not in plugin.url_slugs:
                raise ImproperlyConfigured(f"{plugin.label} answers under /{slug}/ undeclared.")
            if slug in taken:
                raise ImproperlyConfigured(
                    f"/{slug}/ belongs to {taken[slug]}, not {plugin.label}."
                )
            taken[slug] = plugin.label
            patterns.append(path(f"{slug}/", include((urls, plugin.label))))
    return patterns
