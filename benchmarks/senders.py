"""Sends forms with files to a server of this machine byte by byte as they are, well or badly; reads only the status."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Answer", "Sender"]

BOUNDARY = "----figure"
PATIENCE = 30.0
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, 0 where the connection was closed without one, and the seconds until it came."""

    status: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody signed in who sends files to the page of their files."""

    port: int
    path: str
    cookies: str
    token: str

    def form(self, files: Sequence[tuple[str, bytes]], fields: Mapping[str, str] = {}) -> bytes:
        """Return a form as a browser writes it."""
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrfmiddlewaretoken": self.token, **fields}.items()
        ]
        for name, content in files:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="uploads"; filename="{name}"\r\n'
            parts.append(
                head.encode() + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n"
            )
        return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()

    def send(self, body: bytes, *, length: int | None = None) -> Answer:
        """Send a form; ``length`` is what is said of it where that is not true. Hang up after what was sent."""
        return self.drip(body, pieces=1, seconds=0, length=length)

    def drip(
        self, body: bytes, *, pieces: int, seconds: float, length: int | None = None
    ) -> Answer:
        """Send a form in so many pieces over so many seconds."""
        began = time.monotonic()
        size = -(-len(body) // pieces)
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            try:
                connection.sendall(self._head(len(body) if length is None else length))
                for place in range(0, len(body), size):
                    connection.sendall(body[place : place + size])
                    time.sleep(seconds / pieces)
                if length is not None and length > len(body):
                    connection.shutdown(socket.SHUT_WR)
                status = _status(connection.recv(64))
            except OSError:
                status = NO_ANSWER
        return Answer(status, time.monotonic() - began)

    def _head(self, length: int) -> bytes:
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Cookie: {self.cookies}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {length}",
            "Connection: close",
        ]
        return "\r\n".join([*lines, "", ""]).encode()


def _status(head: bytes) -> int:
    words = head.split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else NO_ANSWER
