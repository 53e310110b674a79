"""A database of PostgreSQL on a small disk of its own, where its server runs on this machine and root may mount."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from benchmarks.databases import SERVER, Scratch, available_vendors, scratch_database
from benchmarks.volumes import mount, unmount

__all__ = ["ServerDisk", "can_mount_for_server", "server_disk"]

ACCOUNT = "postgres"
ROOM = 48
"""Megabytes beside what the database takes."""


@dataclass(frozen=True, slots=True)
class ServerDisk:
    """A migrated database, and the folder that is its disk."""

    scratch: Scratch
    folder: Path


def can_mount_for_server() -> bool:
    """Tell whether a server answers that can be given a disk."""
    is_local = any(host in SERVER for host in ("127.0.0.1", "localhost"))
    names = {each.pw_name for each in pwd.getpwall()}
    return (
        os.geteuid() == 0 and is_local and ACCOUNT in names and "PostgreSQL" in available_vendors()
    )


@contextmanager
def server_disk() -> Iterator[ServerDisk]:
    """Move a scratch database to a disk in memory; both are gone in the end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-disk-"))
    name = folder.name.replace("-", "_")
    try:
        with scratch_database("PostgreSQL") as scratch:
            mount(folder, _megabytes(scratch) + ROOM)
            own = folder / "tablespace"
            own.mkdir()
            shutil.chown(own, ACCOUNT)
            folder.chmod(0o755)
            database = scratch.url.rpartition("/")[2]
            _tell("CREATE TABLESPACE {} LOCATION {}", sql.Identifier(name), sql.Literal(str(own)))
            _tell(
                "ALTER DATABASE {} SET TABLESPACE {}",
                sql.Identifier(database),
                sql.Identifier(name),
            )
            yield ServerDisk(scratch, folder)
    finally:
        _tell("DROP TABLESPACE IF EXISTS {}", sql.Identifier(name))
        if folder.is_mount():
            unmount(folder)
        folder.rmdir()


def _megabytes(scratch: Scratch) -> int:
    with psycopg.connect(scratch.url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(row[0]) // 1_048_576


def _tell(statement: LiteralString, *parts: sql.Composable) -> None:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*parts))
