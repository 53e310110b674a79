"""Somebody's browser: cookies, forms that are sent, and what came back. Over HTTP, or called in the same process.

What a visitor does with it is for the journeys that use it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode

from benchmarks.answers import URLENCODED

__all__ = ["Answer", "CalledBrowser", "ServedBrowser", "UnansweredError", "Visitor"]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECONDS = 60
ADDRESSES = 200


class UnansweredError(Exception):
    """The server went away before it answered: nobody can know what became of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``location`` is empty where the answer leads nowhere."""

    status: int
    location: str
    body: str


class Visitor(Protocol):
    """What both kinds of browser can do."""

    def get(self, path: str) -> Answer:
        """Open an address."""

    def post(self, path: str, form: Mapping[str, Any]) -> Answer:
        """Send a form."""

    def forget(self) -> None:
        """Lose every cookie, as a session that ended does."""


class ServedBrowser:
    """A browser over HTTP at an address of its own; raises UnansweredError where the server goes away."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._source = port, (f"127.0.0.{2 + number % ADDRESSES}", 0)
        self._cookies: dict[str, str] = {}
        self._token = ""

    def get(self, path: str) -> Answer:
        """Open an address, and remember the token of its forms."""
        answer = self._send("GET", path, None)
        if found := TOKEN.search(answer.body):
            self._token = found[1]
        return answer

    def post(self, path: str, form: Mapping[str, Any]) -> Answer:
        """Send a form with the token of the page opened last."""
        form = {"csrfmiddlewaretoken": self._token, **form}
        return self._send("POST", path, urlencode(form, doseq=True))

    def forget(self) -> None:
        """Lose the session and keep the other cookies."""
        self._cookies = {k: v for k, v in self._cookies.items() if "session" not in k}

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Host": f"localhost:{self._port}", "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = URLENCODED
        server = HTTPConnection("127.0.0.1", self._port, SECONDS, self._source)
        try:
            server.request(method, path, body, headers)
            answer = server.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            raise UnansweredError(path) from error
        finally:
            server.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {key: each.value for key, each in SimpleCookie(line).items()}
        return Answer(answer.status, answer.headers.get("Location", ""), text)


class CalledBrowser:
    """Django's test client behind the same door."""

    def __init__(self, client: Any, sign_in: Callable[[], None]) -> None:
        self._client, self._sign_in = client, sign_in
        sign_in()

    def get(self, path: str) -> Answer:
        """Open an address."""
        return self._answer(self._client.get(path))

    def post(self, path: str, form: Mapping[str, Any]) -> Answer:
        """Send a form; one that signs in is left to the test client."""
        if path.startswith("/account/login/"):
            self._sign_in()
        return self._answer(self._client.post(path, form))

    def forget(self) -> None:
        """Lose the session."""
        self._client.cookies.clear()

    @staticmethod
    def _answer(answer: Any) -> Answer:
        return Answer(
            answer.status_code, answer.headers.get("Location", ""), answer.content.decode()
        )
