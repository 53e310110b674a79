"""Asks a web process for many different things at a steady rate, whether or not it has answered the ones before."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

__all__ = ["Answers", "Request", "ask_steadily"]

CLIENTS = 30
ADDRESSES = 200
"""Every request comes from another address of this machine: nobody asks so often that it is refused."""


@dataclass(frozen=True, slots=True)
class Request:
    """An address and the headers to send with it."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """How late each answer came, from the moment its request was due, and how many were no answer."""

    milliseconds: Sequence[float]
    errors: int

    def apart(self, place: int, *, of: int) -> tuple[Answers, Answers]:
        """Return the answers to all but one of so many requests in turns, and to that one; errors stay together."""
        others = [each for number, each in enumerate(self.milliseconds) if number % of != place]
        return Answers(others, self.errors), Answers(self.milliseconds[place::of], self.errors)

    @property
    def late(self) -> float:
        """Return the 95th percentile of the milliseconds."""
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.95)]


def ask_steadily(port: int, requests: Sequence[Request], *, rate: float, seconds: float) -> Answers:
    """Send the requests in turns, so many a second."""
    count = round(rate * seconds)
    with ThreadPoolExecutor(CLIENTS) as clients:
        start = time.perf_counter() + 0.1
        asked = [
            clients.submit(_ask, port, request, start + number / rate, number)
            for number, request in enumerate(islice(cycle(requests), count))
        ]
        answered = [each.result() for each in asked]
    return Answers(
        [taken for _status, taken in answered], sum(status != 200 for status, _taken in answered)
    )


def _ask(port: int, request: Request, due: float, number: int) -> tuple[int, float]:
    """Return the status, 0 where there was none, and the milliseconds since the request was due."""
    time.sleep(max(0.0, due - time.perf_counter()))
    source = (f"127.0.0.{2 + number % ADDRESSES}", 0)
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=source)
    try:
        headers = {"Host": f"localhost:{port}", **request.headers}
        server.request("GET", request.path, headers=headers)
        answer = server.getresponse()
        answer.read()
        status = answer.status
    except OSError:
        status = 0
    finally:
        server.close()
    return status, (time.perf_counter() - due) * 1000
