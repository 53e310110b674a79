"""The peer of P9: what `wagtail start` makes, with the portal's libraries and database options, none of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["BareProject", "make_bare_project"]

SETTINGS = '''"""`wagtail start`'s settings with the apps of the portal's libraries."""
from .base import *

SECRET_KEY = "benchmark" * 8
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
WAGTAILADMIN_BASE_URL = "http://localhost"
INSTALLED_APPS = ["home", "search", *{apps!r}]
MIDDLEWARE = {middleware!r}
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
DATABASES["default"] |= {{"NAME": {database!r}, "OPTIONS": {options!r}}}
STORAGES["staticfiles"] = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
'''
URLS = '''"""Wagtail's addresses and those of the libraries."""
from django.urls import include, path
from search import views as search_views
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("allauth.urls")),
    path("search/", search_views.search, name="search"),
    path("", include(wagtail_urls)),
]
'''


@dataclass(frozen=True, slots=True)
class BareProject:
    """The generated project."""

    folder: Path

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes; nothing of the portal can be imported there."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return {
            **kept,
            "PYTHONPATH": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "bare.settings.benchmark",
        }

    def manage(self, *arguments: str) -> list[str]:
        """Return a command of its manage.py."""
        return [sys.executable, str(self.folder / "manage.py"), *arguments]

    @property
    def database(self) -> Path:
        """Return its SQLite file."""
        return self.folder / "bare.sqlite3"


def make_bare_project(
    folder: Path, *, apps: Sequence[str], middleware: Sequence[str], options: Mapping[str, Any]
) -> BareProject:
    """Have Wagtail make a project in the folder, and give it these apps, middleware and database options."""
    project = BareProject(folder)
    folder.mkdir()
    wagtail = Path(sys.executable).parent / "wagtail"
    subprocess.run(
        [str(wagtail), "start", "bare", str(folder)], stdout=subprocess.DEVNULL, check=True
    )
    settings = SETTINGS.format(
        apps=list(apps),
        middleware=list(middleware),
        database=str(project.database),
        options=dict(options),
    )
    (folder / "bare" / "settings" / "benchmark.py").write_text(settings)
    (folder / "bare" / "urls.py").write_text(URLS)
    return project
