"""Asks a web process for the same thing many times over one connection, and reads what that cost the server."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["BROWSER", "Load", "cpu_milliseconds"]

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en-US,en;q=0.9"}
END_OF_HEADERS = b"\r\n\r\n"


def cpu_milliseconds(server: subprocess.Popen[bytes]) -> float:
    """Return the CPU time that a server and its workers have used, by the scheduler's own count."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    total = 0
    for pid in [str(server.pid), *children]:
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


class Load:
    """One request, ready to be sent again and again to a server of this machine."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str] = BROWSER) -> None:
        lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._request = "\r\n".join([*lines, "", ""]).encode()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> tuple[str, int]:
        """Send the request once; return the head of the answer and the bytes of its body."""
        self._socket.sendall(self._request)
        received = b""
        while END_OF_HEADERS not in received:
            received += self._receive()
        head, _, body = received.partition(END_OF_HEADERS)
        text = head.decode("latin-1").lower()
        length = int(text.partition("content-length:")[2].split()[0])
        while len(body) < length:
            body += self._receive()
        return text, length

    def cost(self, server: subprocess.Popen[bytes], times: int) -> float:
        """Return the server's CPU milliseconds a request."""
        before = cpu_milliseconds(server)
        for _time in range(times):
            self.ask()
        return (cpu_milliseconds(server) - before) / times

    def _receive(self) -> bytes:
        received = self._socket.recv(65_536)
        if not received:
            raise SystemExit("the server closed the connection")
        return received

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
