"""Loads Django's apps without looking for garbage meanwhile: nearly all that is made then stays to the end.

Libraries that others take wherever they are installed, and that the portal's own processes never use, are kept out.
"""

import gc
import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import django
from django.conf import settings

UNUSED = {
    # Editors' pictures are never HEIC; only the child process that judges documents decodes it.
    "willow": ("pillow_heif",),
    # Wagtail's editor asks the framework for JSON; these colour its browsable pages, read YAML and call other servers.
    "rest_framework.compat": ("pygments", "yaml", "requests"),
    # Every text is a string, and read by the standard library's parser: nothing guesses how bytes are encoded.
    "bs4": ("lxml", "charset_normalizer"),
    # Wagtail takes Django's test client for previews; no template here is Jinja's.
    "django.test.utils": ("jinja2",),
}
"""By the module that would take them, the optional libraries nobody asks it for: 16 MB of every process."""

DRIVER = "psycopg"
"""The REST framework takes it for PostgreSQL's own kinds of field: 4 MB more where the records are in SQLite."""


def load_apps(*, serves: bool = False) -> None:
    """Load the apps, and leave them out of every later search for garbage.

    What loading left over is dropped where the process ``serves``: a seventh of a second, as long as many a command.
    """
    gc.disable()
    try:
        for taker, libraries in UNUSED.items():
            _load_without(taker, libraries)
        django.setup()
    finally:
        if serves:
            gc.collect()
        gc.freeze()
        gc.enable()


def _load_without(taker: str, libraries: Iterable[str]) -> None:
    """Let a module find none of the libraries; whoever imports one later gets it."""
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    with _hidden([*libraries, *([DRIVER] if on_sqlite else [])]):
        importlib.import_module(taker)


@contextmanager
def _hidden(libraries: Iterable[str]) -> Iterator[None]:
    hidden = [library for library in libraries if library not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for library in hidden:
            del sys.modules[library]
