"""A word in the cache that changes with notices, menus and pages: what is kept under another word is dead."""

from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

VERSION = "content.version"


def read_version() -> str:
    """Return the word of now."""
    return str(cache.get(VERSION, ""))


def change_version(**_signal: Any) -> None:
    """Change the word at once, and again when the change is committed: what was read in between is forgotten too."""
    _change()
    transaction.on_commit(_change)


def _change() -> None:
    cache.set(VERSION, uuid4().hex, timeout=None)
