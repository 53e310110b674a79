"""A portal beside plugins from outside the tree, each installed in a folder of its own on a copy of the database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.databases import Scratch
from benchmarks.processes import Child
from benchmarks.saboteurs import install, write_idle

__all__ = ["PROBE", "beside"]

PROBE = "benchmarks.probes.sabotaged"


@contextmanager
def beside(
    scratch: Scratch, keys: Sequence[str], idle: Sequence[str] = (), **variables: str
) -> Iterator[Child]:
    """Start a portal beside these saboteurs and idle plugins, on a copy of an SQLite database."""
    with TemporaryDirectory(prefix="portal-saboteurs-") as name:
        folder = Path(name)
        for key in keys:
            install(key, folder)
        for each in idle:
            write_idle(each, folder)
        copy = folder / "copy.sqlite3"
        shutil.copyfile(scratch.url.removeprefix("sqlite:///"), copy)
        environment = scratch.environment(**variables)
        environment["DATABASE_URL"] = f"sqlite:///{copy}"
        environment["PYTHONPATH"] += os.pathsep + name
        with Child(PROBE, environment=environment) as portal:
            yield portal
