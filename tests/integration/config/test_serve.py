"""The web server stops promptly and frees its port whenever it is told to: while it starts, at rest, and at work."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.integration.config.ports import find_free_port

PORTAL = Path(sys.executable).parent / "portal"
SECONDS_TO_STOP = 3.0
SECONDS_TO_START = 60


@contextmanager
def start_server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server on an empty database, in a group of its own, and leave nothing of it behind."""
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PORTAL_EMBEDDED_WORKER": "false",
        "PORT": str(port),
    }
    # A shell lets what it runs in the background ignore Ctrl-C, and whatever that starts too.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    server = subprocess.Popen(
        [str(PORTAL), "serve"],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, inherited)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def wait_until_alive(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def assert_stops(server: subprocess.Popen[bytes], number: signal.Signals, port: int) -> None:
    """Send a signal; the whole group must be gone soon, and the port free."""
    started = time.monotonic()
    server.send_signal(number)
    server.wait(timeout=SECONDS_TO_STOP + 5)
    assert time.monotonic() - started < SECONDS_TO_STOP
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


@pytest.mark.proof
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5, 0.8, 1.5, 3.0])
def test_server_told_to_stop_while_it_starts_stops(
    tmp_path: Path, number: signal.Signals, seconds: float
) -> None:
    port = find_free_port()
    with start_server(tmp_path, port) as server:
        time.sleep(seconds)

        assert_stops(server, number, port)


@pytest.mark.proof
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_server_told_to_stop_at_rest_stops(tmp_path: Path, number: signal.Signals) -> None:
    port = find_free_port()
    with start_server(tmp_path, port) as server:
        wait_until_alive(port)

        assert_stops(server, number, port)


@pytest.mark.proof
def test_server_told_to_stop_with_an_open_request_stops(tmp_path: Path) -> None:
    port = find_free_port()
    with start_server(tmp_path, port) as server:
        wait_until_alive(port)
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(
                b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
            )

            assert_stops(server, signal.SIGTERM, port)


@pytest.mark.proof
def test_server_and_its_workers_told_to_stop_over_and_over_stop(tmp_path: Path) -> None:
    port = find_free_port()
    with start_server(tmp_path, port) as server:
        wait_until_alive(port)
        for _time in range(50):
            os.killpg(server.pid, signal.SIGTERM)
            server.send_signal(signal.SIGTERM)

        assert_stops(server, signal.SIGTERM, port)


def test_server_on_a_taken_port_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start_server(tmp_path, port) as server:
            _, stderr = server.communicate(timeout=SECONDS_TO_START)

    assert server.returncode == 2
    assert stderr.decode().startswith(f"portal: HOST, PORT: cannot listen on 127.0.0.1:{port} (")
