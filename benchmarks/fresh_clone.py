"""`make run` as a newcomer meets it: in a copy of the project's files alone, once to set up and once more."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.processes import ROOT
from benchmarks.web import fetch, free_port

__all__ = ["MakeRun", "measure_make_run"]

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


CHECKS = 3


@dataclass(frozen=True, slots=True)
class MakeRun:
    """Seconds on the clock: until the first and the second start answer, and of ``check`` right after."""

    first: float
    second: float
    check: float


def measure_make_run() -> MakeRun:
    """Start twice in a fresh copy, and check it."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        copy = Path(name) / "portal"
        _copy_project(copy)
        first = _start(copy)
        seconds = [(_start(copy), _check(copy)) for _round in range(CHECKS)]
        return MakeRun(
            first,
            median(start for start, _check in seconds),
            median(check for _start, check in seconds),
        )


def _check(copy: Path) -> float:
    begun = time.monotonic()
    command = [str(copy / ".venv" / "bin" / "portal"), "check"]
    subprocess.run(command, cwd=copy, env=_environment(), stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begun


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(OWN)}


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
    log = copy.parent / "log"
    begun = time.monotonic()
    with log.open("w") as output:
        running = subprocess.Popen(
            ["make", "run"],
            cwd=copy,
            env={**_environment(), "PORT": str(port)},
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
