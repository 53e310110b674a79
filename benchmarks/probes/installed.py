"""What is installed and imported in a started portal: third-party apps, and modules of plugins."""

from __future__ import annotations

import sys
from typing import Any

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402

OWN = ("config.", "content.", "portal.", "portal_plugins.")
STOCK_INSTEAD = {
    "config.faults.GoneMiddleware": "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "config.headers.ContentSecurityPolicyMiddleware": "csp.middleware.CSPMiddleware",
    "config.languages.AddressLanguageMiddleware": "django.middleware.locale.LocaleMiddleware",
}


def third_party() -> dict[str, Any]:
    """Return the libraries' apps and middleware, and the database's options."""
    middleware = [STOCK_INSTEAD.get(name, name) for name in settings.MIDDLEWARE]
    return {
        "apps": [name for name in settings.INSTALLED_APPS if not name.startswith(OWN)],
        "middleware": [name for name in middleware if not name.startswith(OWN)],
        "options": settings.DATABASES["default"]["OPTIONS"],
    }


def plugins() -> list[str]:
    """Return the dotted names of the built-in plugins that are installed."""
    return [name for name in settings.INSTALLED_APPS if name.startswith("portal_plugins.")]


def imported(name: str) -> int:
    """Return how many modules of a package are imported once addresses and a page have been used."""
    get_resolver().url_patterns  # noqa: B018 (imports every view)
    Client(HTTP_HOST="localhost").get("/")
    return sum(module == name or module.startswith(f"{name}.") for module in sys.modules)


if __name__ == "__main__":
    answer_requests({"third_party": third_party, "plugins": plugins, "imported": imported})
