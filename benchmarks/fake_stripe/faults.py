"""Scripted faults of the fake: what goes wrong with the next answers, in the order in which it was said."""

from __future__ import annotations

import socket
import struct
import time
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler

__all__ = ["Fault", "Script", "play"]

HANG_SECONDS = 30.0
DELAY_SECONDS = 1.0


class Fault(StrEnum):
    """A way to fail."""

    DELAY = "delay"
    RESET = "reset"
    TOO_MANY = "429"
    BROKEN = "500"
    HANG = "hang"
    HTML = "html"
    CUT = "cut"


@dataclass
class Script:
    """What goes wrong next: before anything was done, or after all of it, so that only the answer is lost."""

    coming: deque[tuple[Fault, bool]] = field(default_factory=deque)
    place: str = ""

    def say(self, fault: Fault, times: int = 1, *, after: bool = False, place: str = "") -> None:
        """Have something go wrong so many times, where the path ends as ``place`` does."""
        self.place = place
        self.coming.extend([(fault, after)] * times)

    def clear(self) -> None:
        """Have nothing go wrong any more."""
        self.coming.clear()

    def take(self, path: str) -> tuple[Fault | None, bool]:
        """Return what goes wrong now, and whether only after what was asked is done."""
        is_meant = bool(self.coming) and path.endswith(self.place)
        return self.coming.popleft() if is_meant else (None, False)


def play(handler: BaseHTTPRequestHandler, fault: Fault) -> bool:
    """Fail; tell whether the answer is over with that."""
    if fault is Fault.DELAY:
        time.sleep(DELAY_SECONDS)
        return False
    if fault is Fault.HANG:
        time.sleep(HANG_SECONDS)
        return True
    if fault is Fault.RESET:
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.close_connection = True
        handler.rfile.close()  # the socket lives as long as who reads it
        handler.connection.close()
        return True
    bodies = {
        Fault.TOO_MANY: (429, "application/json", b'{"error": {"type": "rate_limit_error"}}'),
        Fault.BROKEN: (500, "application/json", b'{"error": {"type": "api_error"}}'),
        Fault.HTML: (200, "text/html", b"<html><body>Welcome</body></html>"),
        Fault.CUT: (200, "application/json", b'{"id": "cs_test_1", "object": "check'),
    }
    status, kind, body = bodies[fault]
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    return True
