"""Databases full of invented people, made once and kept until the code that invents them, or a migration, changes.

They are shared by figures and runs: read them in place, change nothing that stays. Who writes asks for a copy.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from benchmarks.databases import (
    FOLDER,
    PREFIX,
    SERVER,
    TREE,
    Scratch,
    Vendor,
    digest_sources,
    only_one_process,
    scratch_database,
    tell_server,
)
from benchmarks.processes import ROOT

__all__ = ["Population", "populated_database"]

NAME = f"{PREFIX}{TREE}_people_"
TOLD = r"new people in ([\d.]+) s, ([\d.]+) s of them"
"""What is kept of what the command tells: seconds on the clock, and of its own work."""
COPIES_BY_CHOICE = 150_000
"""The version from which PostgreSQL copies a database through its log unless told otherwise: twice the writing."""
INVENTORS = (
    "site/portal/records/demo/*",
    "site/portal/records/people/names.py",
    "site/portal/records/people/slips.py",
    "site/portal/lifecycle/demo.py",
    "site/portal/accounts/management/commands/seed_demo.py",
)


@dataclass(frozen=True, slots=True)
class Population:
    """A populated database, and how long it took to invent its people: on the clock, and of the command's own work."""

    scratch: Scratch
    people: int
    seconds: float
    own: float


@contextmanager
def populated_database(
    vendor: Vendor, people: int, *, copied: bool = False
) -> Iterator[Population]:
    """Give a database with so many invented people: the shared one, or a copy that is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        folder = Path(name)
        with only_one_process(f"people_{vendor}_{people}.lock"):
            url, told = _ensure(vendor, people)
        seconds, own = map(float, told.split())
        with _copy(vendor, url, folder) if copied else _shared(url) as used:
            yield Population(Scratch(vendor, used, folder), people, seconds, own)


def _ensure(vendor: Vendor, people: int) -> tuple[str, str]:
    """Return the address of the shared database, made where it is missing, and the seconds that its people took."""
    digest = _digest()
    if vendor == "SQLite":
        return _ensure_sqlite(FOLDER / f"people_{people}_{digest}.sqlite3", people, digest)
    return _ensure_postgresql(f"{NAME}{people}_{digest}", people, digest)


def _ensure_sqlite(kept: Path, people: int, digest: str) -> tuple[str, str]:
    for stale in FOLDER.glob("people_*.*"):
        if digest not in stale.name and stale.suffix != ".lock":
            stale.unlink()
    facts = kept.with_suffix(".seconds")
    if not facts.exists():
        with scratch_database("SQLite") as scratch:
            seconds = _populate(scratch, people)
            shutil.move(_file(scratch.url), kept)
        facts.write_text(seconds)
    return f"sqlite:///{kept}", facts.read_text()


def _ensure_postgresql(kept: str, people: int, digest: str) -> tuple[str, str]:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        found = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        rows: dict[str, str] = dict(server.execute(found).fetchall())
    for stale in rows:
        if stale.startswith(NAME) and digest not in stale:
            with suppress(psycopg.errors.ObjectInUse):
                tell_server("DROP DATABASE IF EXISTS {}", stale)
    if kept not in rows:
        with scratch_database("PostgreSQL") as scratch:
            seconds = _populate(scratch, people)
            name = scratch.url.rpartition("/")[2]
            comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
            with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
                server.execute(comment.format(sql.Identifier(name), sql.Literal(seconds)))
            tell_server("ALTER DATABASE {} RENAME TO {}", name, kept)
        return f"{SERVER}/{kept}", seconds
    return f"{SERVER}/{kept}", rows[kept]


def _populate(scratch: Scratch, people: int) -> str:
    """Invent the people, have the database count what it holds, and return what the command tells of its seconds."""
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "seed_demo", f"--people={people}"]
    done = subprocess.run(
        command,
        env=scratch.environment(),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told = re.search(TOLD, done.stdout)
    assert told, done.stdout
    if scratch.vendor == "PostgreSQL":
        with psycopg.connect(scratch.url, autocommit=True) as server:
            server.execute("VACUUM ANALYZE")
    else:
        with closing(sqlite3.connect(_file(scratch.url))) as file:
            file.execute("ANALYZE")
    return " ".join(told.groups())


@contextmanager
def _shared(url: str) -> Iterator[str]:
    yield url


@contextmanager
def _copy(vendor: Vendor, url: str, folder: Path) -> Iterator[str]:
    if vendor == "SQLite":
        copy = folder / "copy.sqlite3"
        shutil.copyfile(_file(url), copy)
        yield f"sqlite:///{copy}"
        return
    name = f"{PREFIX}{os.getpid()}_{folder.name[-8:].lower()}"
    with psycopg.connect(f"{SERVER}/postgres") as server:
        by_file = server.info.server_version >= COPIES_BY_CHOICE
    statement: LiteralString = "CREATE DATABASE {} TEMPLATE {}"
    if by_file:
        statement += " STRATEGY FILE_COPY"
    tell_server(statement, name, url.rpartition("/")[2])
    try:
        yield f"{SERVER}/{name}"
    finally:
        tell_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _digest() -> str:
    """Return a short digest over what invents people, what is kept of it, and the migrations."""
    total = hashlib.sha256(digest_sources("migrations/*.py").encode() + TOLD.encode())
    for pattern in INVENTORS:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]
