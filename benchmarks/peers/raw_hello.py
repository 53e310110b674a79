"""The peer of P1 and P7: the least that a WSGI server can be asked for. Knows nothing of Django or the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["application"]

BODY = b"Hello, world"
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Say hello."""
    start_response("200 OK", HEADERS)
    return [BODY]
