"""Speaks to ClamAV's daemon: streams a file to it and says what it answered. Knows nothing about documents.

Only the plain answer to a whole file counts as clean; whatever else happens is ScannerUnavailableError.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Iterable

__all__ = ["ScannerUnavailableError", "is_answering", "scan_blocks"]

LONGEST_ANSWER = 4_096
SHOWN_CHARACTERS = 100
CLEAN = b"stream: OK\0"
FOUND = re.compile(rb"stream: (?P<name>[^\0]{1,300}) FOUND\0")


class ScannerUnavailableError(Exception):
    """The scanner gave no verdict: it is absent, late, or said something that is none; the message says which."""


def scan_blocks(blocks: Iterable[bytes], *, address: str, seconds: float) -> str:
    """Return the name of what the scanner found in a file, or nothing where it is clean.

    The whole exchange takes at most so many seconds. Raises ScannerUnavailableError, and what reading blocks raises.
    """
    deadline = time.monotonic() + seconds
    with _connect(address, seconds) as connection:
        is_whole = _send(connection, blocks, deadline)
        answer = _receive(connection, deadline)
    if found := FOUND.fullmatch(answer):
        return found["name"].decode("utf-8", "replace")
    if answer == CLEAN and is_whole:
        return ""
    shown = answer.rstrip(b"\0").decode("utf-8", "replace")[:SHOWN_CHARACTERS]
    raise ScannerUnavailableError(f"the scanner answered {shown!r}")


def is_answering(*, address: str, seconds: float) -> bool:
    """Tell whether the scanner is there and at work."""
    deadline = time.monotonic() + seconds
    try:
        with _connect(address, seconds) as connection:
            connection.sendall(b"zPING\0")
            return _receive(connection, deadline) == b"PONG\0"
    except (ScannerUnavailableError, OSError):
        return False


def _connect(address: str, seconds: float) -> socket.socket:
    """Return a connection to a socket's path or to host:port."""
    if not address:
        raise ScannerUnavailableError("no scanner is configured")
    is_path = address.startswith("/")
    host, _colon, port = address.rpartition(":")
    connection = socket.socket(socket.AF_UNIX) if is_path else None
    try:
        if connection is None:
            return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
        connection.settimeout(seconds)
        connection.connect(address)
    except (OSError, ValueError) as error:
        if connection is not None:
            connection.close()
        raise ScannerUnavailableError(f"the scanner cannot be reached ({_name(error)})") from None
    return connection


def _send(connection: socket.socket, blocks: Iterable[bytes], deadline: float) -> bool:
    """Send a file in blocks; tell whether the scanner took all of it. It may have answered before the end."""
    parts = (struct.pack("!L", len(block)) + block for block in blocks if block)
    if not _send_part(connection, b"zINSTREAM\0", deadline):
        return False
    return all(_send_part(connection, part, deadline) for part in parts) and _send_part(
        connection, struct.pack("!L", 0), deadline
    )


def _send_part(connection: socket.socket, part: bytes, deadline: float) -> bool:
    _keep_to(connection, deadline)
    try:
        connection.sendall(part)
    except TimeoutError:
        raise ScannerUnavailableError("the scanner took too long") from None
    except OSError:
        return False
    return True


def _receive(connection: socket.socket, deadline: float) -> bytes:
    """Return the answer up to the end of the connection or of the answer."""
    answer = b""
    try:
        while not answer.endswith(b"\0") and len(answer) <= LONGEST_ANSWER:
            _keep_to(connection, deadline)
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
    except TimeoutError:
        raise ScannerUnavailableError("the scanner took too long") from None
    except OSError as error:
        raise ScannerUnavailableError(f"the scanner went away ({_name(error)})") from None
    return answer


def _keep_to(connection: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ScannerUnavailableError("the scanner took too long")
    connection.settimeout(left)


def _name(error: Exception) -> str:
    return type(error).__name__
