"""`make run` as a newcomer meets it: in a copy of the project's files alone, once to set up and once more."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.web import fetch, free_port

__all__ = ["measure_make_run"]

MOST_SECONDS = 600.0
OWN = (
    "DATABASE_URL",
    "DJANGO_",
    "PYTHON",
    "PORTAL_",
    "DEMO_",
    "VIRTUAL_ENV",
    "MAKE",
    "MFLAGS",
    "FULL",
    "ID",
)
"""Beginnings of variables that belong to this run, and must not tell the copy anything."""


def measure_make_run() -> tuple[float, float]:
    """Return the seconds until the first and the second start answer."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        copy = Path(name) / "portal"
        _copy_project(copy)
        return _start(copy), _start(copy)


def _copy_project(copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for file in filter(None, listed.stdout.split("\0")):
        if (ROOT / file).is_file():
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, copy / file)


def _start(copy: Path) -> float:
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OWN)}
    log = copy.parent / "log"
    begun = time.monotonic()
    with log.open("w") as output:
        running = subprocess.Popen(
            ["make", "run"],
            cwd=copy,
            env={**environment, "PORT": str(port)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        return _wait(running, f"http://127.0.0.1:{port}/healthz", begun, log)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(30)


def _wait(running: subprocess.Popen[bytes], url: str, begun: float, log: Path) -> float:
    while time.monotonic() - begun < MOST_SECONDS:
        if running.poll() is not None:
            raise SystemExit(
                f"make run ended with {running.returncode}:\n{log.read_text()[-2000:]}"
            )
        try:
            if fetch(url) == 200:
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.05)
    raise SystemExit("make run did not answer")
