"""Several clients at once: forked from a process that has loaded its Django, each with a connection of its own."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from django.db import connections

__all__ = ["Crowd"]

Requests = Mapping[str, Callable[..., Any]]
_fork = multiprocessing.get_context("fork")


class Crowd:
    """So many processes that answer the same requests; they end with the process that made them."""

    def __init__(self, count: int, requests: Requests) -> None:
        connections.close_all()
        self._lines: list[Connection] = []
        for number in range(count):
            ours, theirs = _fork.Pipe()
            client = _fork.Process(target=_answer, args=(theirs, requests, number), daemon=True)
            client.start()
            theirs.close()
            self._lines.append(ours)

    def ask_one(self, request: str, **arguments: Any) -> Any:
        """Ask the first client only."""
        self._lines[0].send((request, arguments))
        return _received(self._lines[0])

    def ask_all(self, request: str, **arguments: Any) -> tuple[float, list[Any]]:
        """Ask every client at once; return the seconds until all had answered, and their answers."""
        begun = time.perf_counter()
        for line in self._lines:
            line.send((request, arguments))
        answers = [_received(line) for line in self._lines]
        return time.perf_counter() - begun, answers


def _answer(line: Connection, requests: Requests, number: int) -> None:
    requests["begin"](f"client{number}_{os.getpid()}")
    while True:
        try:
            name, arguments = line.recv()
        except EOFError:
            return
        try:
            line.send(requests[name](**arguments))
        except Exception as error:  # noqa: BLE001 (whatever it was is raised again where it was asked)
            line.send(error)


def _received(line: Connection) -> Any:
    answer = line.recv()
    if isinstance(answer, Exception):
        raise answer
    return answer
