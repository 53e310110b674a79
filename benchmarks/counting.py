"""Counts what a piece of work costs inside a process: statements, bytes bound to writes, Python calls, CPU time."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

__all__ = ["Statements", "count_calls", "measure_cpu", "watch_statements"]

Result = TypeVar("Result")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(slots=True)
class Statements:
    """The statements of a piece of work, transactions' beginnings and ends among them."""

    texts: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return how many there were, BEGIN and COMMIT included."""
        return len(self.texts)

    @property
    def writes(self) -> int:
        """Return how many of them change rows."""
        return sum(text.lstrip("( \n").upper().startswith(WRITES) for text in self.texts)

    @property
    def inside(self) -> int:
        """Return how many there were without the frames of transactions."""
        return sum(not text.upper().startswith(FRAME) for text in self.texts)

    @property
    def transactions(self) -> int:
        """Return how many transactions were begun."""
        return sum(text.upper().startswith("BEGIN") for text in self.texts)


@contextmanager
def watch_statements() -> Iterator[Statements]:
    """Collect every statement of this process's connection."""
    watched = Statements()
    before, connection.force_debug_cursor = connection.force_debug_cursor, True
    connection.queries_log.clear()
    try:
        yield watched
    finally:
        watched.texts = [entry["sql"] or "" for entry in connection.queries_log]
        connection.force_debug_cursor = before


def count_calls(work: Callable[[], Result]) -> tuple[int, Result]:
    """Return the number of Python calls of some work, and its result."""
    profile = cProfile.Profile()
    result = profile.runcall(work)
    statistics: Any = pstats.Stats(profile)
    return int(statistics.total_calls), result


def measure_cpu(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the CPU milliseconds of some work in this process, and its result."""
    begun = time.process_time()
    result = work()
    return (time.process_time() - begun) * 1000, result
