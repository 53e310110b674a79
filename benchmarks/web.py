"""Starts a web process as it is served, asks for a page, and measures the worker from outside."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["fetch", "free_port", "serve", "wait_for", "worker_megabytes"]

SECONDS_TO_START = 60.0


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    application: str,
    *,
    port: int,
    folder: Path,
    environment: Mapping[str, str],
    processes: int = 1,
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve a WSGI application until the block ends, with four threads in each process."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += [
        "--workers",
        str(processes),
        "--blocking-threads",
        "4",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        [*command, "--no-ws", "--log-level", "error", application],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield server
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Tell a server to stop, and end it where it does not."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def fetch(url: str) -> int:
    """Return the status of a page."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def wait_for(
    url: str, server: subprocess.Popen[bytes], *, seconds: float = SECONDS_TO_START
) -> float:
    """Wait for a page to be there; return how long that took."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode} before {url} answered")
        try:
            if fetch(url) == 200:
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} did not answer in {seconds:.0f} s")


def worker_megabytes(server: subprocess.Popen[bytes]) -> float:
    """Return the resident memory of the server's one worker."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return max(_resident(int(child)) for child in children)


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0
