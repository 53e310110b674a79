"""Test databases, copied from a template that is migrated once: a full migrate costs more than most test files.

A template belongs to one state of the migrations; a run brings it up to date when other sources changed since.
A test that commits gets the template's rows back afterwards, where Django would leave every table empty.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.testcases import TransactionTestCase

from portal.records.models import AuditEvent, FeeItem, FeeTerms, Wizard, WizardVersion
from portal.records.reference.operations import REFERENCE_FOLDER
from portal.records.reference.tables import find_table, read_table

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test"
SOURCE_FOLDERS = ("site", "content", "portal_plugins")
STALE_SECONDS = 6 * 3600
KNOWN_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


class Baseline(Protocol):
    """A prepared database that can be brought back to its first rows."""

    def restore(self) -> None:
        """Put the first rows back."""


@contextmanager
def open_baseline(worker: str) -> Iterator[Baseline]:
    """Point Django's connection at a fresh copy of the template for this process."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    suffix = f"{worker}_{os.getpid()}"
    if connection.vendor == "postgresql":
        with open_postgresql(suffix) as baseline:
            yield baseline
    else:
        with open_sqlite(suffix) as baseline:
            yield baseline


def digest_sources(pattern: str) -> str:
    """Return a short digest over the sources whose path matches."""
    total = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for folder in SOURCE_FOLDERS:
        for file in sorted((ROOT / folder).rglob(pattern)):
            total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]


@contextmanager
def only_one_process() -> Iterator[None]:
    """Let one process at a time prepare templates."""
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate_when_changed(stamp: Path) -> None:
    """Run every migration of the connected template, unless the sources are those of the last time."""
    digest = digest_sources("*.py")
    if not stamp.exists() or stamp.read_text() != digest:
        if stamp.exists():
            forget_published()
        call_command("migrate", verbosity=0, interactive=False)
        fill_fee_schedule()
        stamp.write_text(digest)
    connection.close()


def forget_published() -> None:
    """Take out the wizards that an earlier run published, or one that has changed since would have two versions."""
    Wizard.objects.update(current_version=None)
    tables = (model._meta.db_table for model in (WizardVersion, Wizard, AuditEvent))
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')


def fill_fee_schedule() -> None:
    """Put the portal's own fees on record, as if they had always been known: no service takes anybody without."""
    if FeeTerms.objects.exists():
        return
    for line in read_table(find_table("fees"), REFERENCE_FOLDER):
        FeeTerms.objects.create(
            fee_item=FeeItem.objects.get_or_create(key=line.key)[0],
            valid_from=line.period[0],
            valid_to=line.period[1],
            recorded_at=KNOWN_SINCE,
            confidence=line.confidence,
            is_active=True,
            source=line.source,
            **line.values,
        )


class SqliteBaseline:
    """Copies the template's pages over this process's file."""

    def __init__(self, template: Path) -> None:
        self._template = template

    def restore(self) -> None:
        """Put the first rows back."""
        connection.ensure_connection()
        source = sqlite3.connect(f"file:{self._template}?mode=ro", uri=True)
        try:
            source.backup(connection.connection)
        finally:
            source.close()


@contextmanager
def open_sqlite(suffix: str) -> Iterator[SqliteBaseline]:
    """Copy the template's file, and remove the copy in the end."""
    remove_stale_files()
    template = FOLDER / f"template_{digest_sources('migrations/*.py')}.sqlite3"
    with only_one_process():
        point_at(str(template))
        migrate_when_changed(template.with_suffix(".stamp"))
    copy = FOLDER / f"test_{suffix}.sqlite3"
    shutil.copyfile(template, copy)
    point_at(str(copy))
    yield SqliteBaseline(template)
    connection.close()
    for file in FOLDER.glob(f"{copy.name}*"):
        file.unlink()


def remove_stale_files() -> None:
    """Remove copies that ended processes have left behind."""
    for file in FOLDER.glob("test_*.sqlite3*"):
        if time.time() - file.stat().st_mtime > STALE_SECONDS:
            file.unlink(missing_ok=True)


class PostgresqlBaseline:
    """Keeps the first rows in a schema of their own and copies them back."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            self._tables = [row[0] for row in cursor.fetchall()]
            cursor.execute("CREATE SCHEMA baseline")
            for table in self._tables:
                cursor.execute(f'CREATE TABLE baseline."{table}" AS TABLE public."{table}"')
            cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'baseline'")

    def restore(self) -> None:
        """Put the first rows back; triggers and foreign keys rest meanwhile."""
        quoted = ", ".join(f'public."{table}"' for table in self._tables)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(f"TRUNCATE {quoted}")
            for table in self._tables:
                columns = self._list_written_columns(table)
                cursor.execute(
                    f'INSERT INTO public."{table}" ({columns}) OVERRIDING SYSTEM VALUE '
                    f'SELECT {columns} FROM baseline."{table}"'
                )
            cursor.execute("SET session_replication_role = DEFAULT")

    def _list_written_columns(self, table: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
                [table],
            )
            return ", ".join(f'"{row[0]}"' for row in cursor.fetchall())


@contextmanager
def open_postgresql(suffix: str) -> Iterator[PostgresqlBaseline]:
    """Copy the template database, and drop the copy in the end."""
    template = f"portal_template_{digest_sources('migrations/*.py')}"
    copy = f"portal_test_{suffix}"
    stamp = FOLDER / f"{template}.stamp"
    with only_one_process():
        if not ask_server("SELECT 1 FROM pg_database WHERE datname = %s", [template]):
            stamp.unlink(missing_ok=True)
            ask_server(f'CREATE DATABASE "{template}"')
        point_at(template)
        migrate_when_changed(stamp)
        ask_server(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        ask_server(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    point_at(copy)
    yield PostgresqlBaseline()
    connection.close()
    ask_server(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def ask_server(statement: str, values: list[str] | None = None) -> list[tuple[object, ...]]:
    """Run one statement in the maintenance database; copying and dropping wait for the disk as long as it takes."""
    point_at("postgres")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def point_at(name: str) -> None:
    """Let Django's connection open another database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give this process a database of its own, and put its first rows back after each test that commits.

    Only making and dropping it is free: a test that does not ask for the database is kept from it.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with ExitStack() as opened:
        with django_db_blocker.unblock():
            baseline = opened.enter_context(open_baseline(worker))
        original = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = restoring(baseline)
        yield
        TransactionTestCase._fixture_teardown = original
        with django_db_blocker.unblock():
            opened.close()


def restoring(baseline: Baseline) -> Any:
    """Return a teardown which restores the baseline instead of emptying every table."""

    def _fixture_teardown(self: TransactionTestCase) -> None:
        baseline.restore()

    return _fixture_teardown
