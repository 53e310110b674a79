"""Counts the syncs that a process asks the kernel for, with strace, and those a PostgreSQL server has done."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

__all__ = ["SyncCount", "can_trace", "count_syncs", "server_syncs"]

SECONDS_TO_ATTACH = 5.0


@dataclass(slots=True)
class SyncCount:
    """How many syncs were seen; known once the watching has ended."""

    value: int = 0


def can_trace() -> bool:
    """Tell whether strace is here and may watch a process."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@contextmanager
def count_syncs(pid: int, folder: Path) -> Iterator[SyncCount]:
    """Watch a process and its threads."""
    log, found = folder / f"strace_{pid}", SyncCount()
    command = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(log), "-p", str(pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    _wait_until_attached(pid)
    try:
        yield found
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=10)
        found.value = sum("sync(" in line for line in log.read_text().splitlines())


def _wait_until_attached(pid: int) -> None:
    status, until = Path(f"/proc/{pid}/status"), time.monotonic() + SECONDS_TO_ATTACH
    while "TracerPid:\t0\n" in status.read_text():
        if time.monotonic() > until:
            raise SystemExit("strace did not attach")
        time.sleep(0.05)


def server_syncs(url: str) -> int:
    """Return how often the server has synced its write-ahead log, whoever asked for it."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.info.server_version >= 180_000:
            query = "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'"
        else:
            query = "SELECT wal_sync FROM pg_stat_wal"
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
