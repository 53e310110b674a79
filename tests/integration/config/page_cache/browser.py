"""Asks the portal behind its page cache as a web server would, and says what came back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.page_cache.application import PageCache
from portal.sdk.generations import generations

Headers = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What a browser gets."""

    status: int
    headers: Headers
    body: bytes
    statements: int

    @property
    def text(self) -> str:
        """Return the page."""
        return self.body.decode()

    @property
    def by(self) -> str:
        """Return how the page cache answered: hit, miss, or nothing where it let the request through."""
        return self.headers.get("X-Page-Cache", "")


class Portal:
    """A web process: the portal behind a page cache of its own."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.before_store: Callable[[], None] | None = None
        self.cache = PageCache(self._answer, generations)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        answer = self.django(environ, start_response)
        if self.before_store:
            self.before_store()
        return answer

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; headers are named as HTTP names them, with _ for -."""
        return self._ask(self.cache, address, method, headers)

    def get_uncached(self, address: str, **headers: str) -> Answer:
        """Ask Django itself."""
        return self._ask(self.django, address, "GET", headers)

    @staticmethod
    def _ask(application: Any, address: str, method: str, headers: Headers) -> Answer:
        started: list[tuple[str, Any]] = []
        environ = make_environ(address, method, headers)
        with CaptureQueriesContext(connection) as queries:
            answer = application(
                environ, lambda status, head, exc=None: started.append((status, head))
            )
            body = b"".join(answer)
            if hasattr(answer, "close"):
                answer.close()
        status, head = started[-1]
        return Answer(int(status.split()[0]), dict(head), body, len(queries))


def make_environ(address: str, method: str, headers: Headers) -> dict[str, Any]:
    """Return the request as WSGI has it."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
