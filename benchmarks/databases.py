"""Scratch databases: copied from a migrated template, thrown away after the figure. Never the portal's own.

PostgreSQL is used where BENCHMARKS_POSTGRES (this machine's trusting server by default) answers; CI may not lack it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, LiteralString

import psycopg
from psycopg import sql

from benchmarks.processes import ROOT, child_environment

__all__ = [
    "FOLDER",
    "PREFIX",
    "SERVER",
    "TREE",
    "Scratch",
    "Vendor",
    "available_vendors",
    "digest_sources",
    "missing_vendors",
    "only_one_process",
    "scratch_database",
    "tell_server",
]

Vendor = Literal["SQLite", "PostgreSQL"]
SERVER = os.environ.get("BENCHMARKS_POSTGRES", "postgres://postgres@127.0.0.1:5432")
FOLDER = ROOT / "var" / "benchmarks"
SOURCE_FOLDERS = ("site", "content", "portal_plugins")
PREFIX = "portal_benchmarks_"
TREE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]
"""Marks the databases of this copy of the project: another copy with other code does not take them for stale."""
TEMPLATE = f"{PREFIX}{TREE}_template_"


@dataclass(frozen=True, slots=True)
class Scratch:
    """A database of one figure; ``folder`` is for whatever else the figure writes."""

    vendor: Vendor
    url: str
    folder: Path

    def environment(self, **changes: str) -> dict[str, str]:
        """Return the environment of a process of the portal on this database."""
        return child_environment(
            DATABASE_URL=self.url,
            DJANGO_SETTINGS_MODULE="benchmarks.settings",
            PORTAL_VAR=str(self.folder / "var"),
            LOG_LEVEL="ERROR",
            **changes,
        )


def available_vendors() -> list[Vendor]:
    """Return the databases that this machine can measure."""
    return ["SQLite", "PostgreSQL"] if _server_answers() else ["SQLite"]


def missing_vendors() -> list[str]:
    """Return what is left out, in words; leave with an error where CI must not leave it out."""
    if _server_answers():
        return []
    reason = "PostgreSQL: no server at BENCHMARKS_POSTGRES"
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        raise SystemExit(f"CI must measure both databases: {reason}")
    return [reason]


@contextmanager
def scratch_database(vendor: Vendor, *, migrated: bool = True) -> Iterator[Scratch]:
    """Give a database of its own, and remove it in the end."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        folder = Path(name)
        make = _sqlite if vendor == "SQLite" else _postgresql
        with make(folder, migrated) as url:
            yield Scratch(vendor, url, folder)


@contextmanager
def _sqlite(folder: Path, migrated: bool) -> Iterator[str]:
    target = folder / "scratch.sqlite3"
    if migrated:
        template = FOLDER / f"template_{digest_sources('migrations/*.py')}.sqlite3"
        with only_one_process():
            _migrate_when_changed(f"sqlite:///{template}", template.with_suffix(".stamp"))
            shutil.copyfile(template, target)
    yield f"sqlite:///{target}"


@contextmanager
def _postgresql(folder: Path, migrated: bool) -> Iterator[str]:
    name = f"{PREFIX}{os.getpid()}_{folder.name[-8:].lower()}"
    template = "template1"
    if migrated:
        template = f"{TEMPLATE}{digest_sources('migrations/*.py')}"
        with only_one_process():
            _make_postgresql_template(template)
            tell_server("CREATE DATABASE {} TEMPLATE {}", name, template)
    else:
        tell_server("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield f"{SERVER}/{name}"
    finally:
        tell_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _make_postgresql_template(template: str) -> None:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    names = {str(row[0]) for row in rows}
    for stale in names:
        if stale.startswith(TEMPLATE) and stale != template:
            tell_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", stale)
    stamp = FOLDER / f"{template}.stamp"
    if template not in names:
        stamp.unlink(missing_ok=True)
        tell_server("CREATE DATABASE {}", template)
    _migrate_when_changed(f"{SERVER}/{template}", stamp)


def _migrate_when_changed(url: str, stamp: Path) -> None:
    digest = digest_sources("*.py")
    if stamp.exists() and stamp.read_text() == digest:
        return
    environment = child_environment(
        DATABASE_URL=url, DJANGO_SETTINGS_MODULE="benchmarks.settings", LOG_LEVEL="ERROR"
    )
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    stamp.write_text(digest)


def digest_sources(pattern: str) -> str:
    """Return a short digest over the sources whose path matches."""
    total = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for folder in SOURCE_FOLDERS:
        for file in sorted((ROOT / folder).rglob(pattern)):
            total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]


@contextmanager
def only_one_process(name: str = "lock") -> Iterator[None]:
    """Let one process at a time prepare what several share."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _server_answers() -> bool:
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def tell_server(statement: LiteralString, *names: str) -> None:
    """Run one statement about databases, whose names fill its places."""
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
