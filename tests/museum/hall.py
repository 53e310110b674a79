"""A hall for one exhibit: an empty database of its own, with stores and keys that no exhibit of another time shares.

SQLite's or PostgreSQL's, as DATABASE_URL says; what this process remembers of another database is forgotten.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.test import override_settings

from portal.sdk.freshness import forget
from tests.databases import FOLDER, ask_server, point_at

__all__ = ["open_hall"]

PASSWORD = "correct horse battery staple"
"""What the people of every exhibit sign in with."""
SEAL = "what seals the trails of exhibits and nothing else"


@contextmanager
def open_hall(heads: Path) -> Iterator[None]:
    """Point Django at an empty database and empty stores, and back in the end; ``heads`` keeps the trail's heads."""
    stores = {
        **settings.STORAGES,
        "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    with (
        override_settings(
            AUDIT_KEYS=[SEAL], AUDIT_HEADS=heads, STORAGES=stores, DEMO_PASSWORD=PASSWORD
        ),
        empty_database(),
    ):
        forget_everything()
        yield
    forget_everything()


@contextmanager
def empty_database() -> Iterator[None]:
    """Make a database without a table, and drop it in the end."""
    earlier = str(connection.settings_dict["NAME"])
    name = f"portal_museum_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    is_file = connection.vendor == "sqlite"
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not is_file:
        ask_server(f'CREATE DATABASE "{name}"')
    point_at(str(FOLDER / f"test_{name}.sqlite3") if is_file else name)
    try:
        yield
    finally:
        connection.close()
        try:
            if is_file:
                for file in FOLDER.glob(f"test_{name}.sqlite3*"):
                    file.unlink()
            else:
                ask_server(f'DROP DATABASE "{name}" WITH (FORCE)')
        finally:
            point_at(earlier)


def forget_everything() -> None:
    """Empty the caches, which know rows by keys that mean others in the next database."""
    for name in caches:
        caches[name].clear()
    ContentType.objects.clear_cache()
    forget()
