"""The demonstration's pages for tests: written once for a state of the sources, then laid out again from their rows.

What the command itself does is tested where it is called; here it only saves its seconds.
"""

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache as once
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.models import Site

from content.demo.loading import name_site
from tests.databases import FOLDER, digest_sources, only_one_process

APPS = (
    *("content", "taggit", "wagtail_localize", "wagtailcore", "wagtaildocs"),
    *("wagtailimages", "wagtailredirects", "wagtailsearch"),
)
KEPT_BY_TRIGGERS = "_fts"
"""The end of the name of SQLite's table of words."""
SOURCES = ("*.py", "demo/files/*.*")
ADDRESS = "http://the.address.of.this.process"
"""Stands for it in what is kept: full links begin with it, and every process serves another port."""
Rows = dict[str, list[tuple[Any, ...]]]


class Kept(NamedTuple):
    """What the command left: rows by table, and the files they name, by name."""

    rows: Rows
    files: dict[str, bytes]


_kept: dict[str, Kept] = {}


def lay_out_demo_pages() -> None:
    """Put the demonstration's pages where there are only the ones that migrations leave."""
    before = _read()
    name = _digest(before)
    if name not in _kept:
        with only_one_process():
            _kept[name] = _fetch(name) or _make(name, before)
    _write(_kept[name].rows)
    _write_files(_kept[name].files)
    Site.objects.filter(is_default_site=True).update(hostname="localhost")  # as before it was named
    name_site()
    cache.clear()
    Site.clear_site_root_paths_cache()


@once
def _digest_sources() -> str:
    return "".join(map(digest_sources, SOURCES))


def _digest(before: Rows) -> str:
    facts = repr((connection.vendor, _digest_sources(), before))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def _fetch(name: str) -> Kept | None:
    """Return what another process or run has kept."""
    file = FOLDER / f"demo_{name}.pickle"
    return pickle.loads(file.read_bytes()) if file.exists() else None


def _make(name: str, before: Rows) -> Kept:
    call_command("load_demo_content", verbosity=0)
    after = _read()
    changed = {table: rows for table, rows in after.items() if rows != before[table]}
    kept = Kept(_exchange(changed, settings.WAGTAILADMIN_BASE_URL, ADDRESS), _read_files())
    for stale in FOLDER.glob("demo_*.pickle"):
        stale.unlink()
    (FOLDER / f"demo_{name}.pickle").write_bytes(pickle.dumps(kept))
    return kept


def _exchange(rows: Rows, old: str, new: str) -> Rows:
    def exchanged(value: Any) -> Any:
        return value.replace(old, new) if isinstance(value, str) else value

    return {table: [tuple(map(exchanged, row)) for row in each] for table, each in rows.items()}


def _list_tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.db_table.endswith(KEPT_BY_TRIGGERS)
    )


def _read() -> Rows:
    with connection.cursor() as cursor:
        rows = {}
        for table in _list_tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
        return rows


def _read_files() -> dict[str, bytes]:
    kept = {}
    for model in (Document, Image, Rendition):
        for name in model.objects.values_list("file", flat=True):
            with default_storage.open(name) as file:
                kept[name] = file.read()
    return kept


def _write_files(kept: dict[str, bytes]) -> None:
    """Write what is missing: a test that puts the files elsewhere empties the memory they were kept in."""
    for name, content in kept.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


@contextmanager
def _rows_exchanged() -> Iterator[None]:
    """Let rows go and come back while others refer to them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
    else:
        with connection.constraint_checks_disabled():
            yield


def _write(placeless: Rows) -> None:
    kept = _exchange(placeless, ADDRESS, settings.WAGTAILADMIN_BASE_URL)
    with _rows_exchanged(), connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f'DELETE FROM "{table}"')
        for table, rows in kept.items():
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
        models = [model for model in apps.get_models() if model._meta.db_table in kept]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
