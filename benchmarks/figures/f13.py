"""F13: what the portal said that it kept is there, whatever happens to session, server, definition and other tabs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from benchmarks.databases import (
    Scratch,
    Vendor,
    available_vendors,
    missing_vendors,
    scratch_database,
)
from benchmarks.drafting import Drafting
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_least, control, exactly, note
from benchmarks.visitors import ServedBrowser
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

PROBE = "benchmarks.probes.keeping"
APPLICATION = "config.wsgi:application"
JOURNEYS, FULL_JOURNEYS = 16, 500
KILLS, FULL_KILLS = 2, 20
"""How often the web process is killed, started anew, and the definition changed: each so often."""
TOGETHER = 4
CONTROLS = 4
SECONDS_TO_END = 30
SEED = 20_261


def run(*, full: bool) -> Report:
    """Let people answer over HTTP on SQLite, on PostgreSQL too at the full size."""
    report = Report("F13", "saved answers survive: sessions, breakdowns, new versions, other tabs")
    vendors = available_vendors() if full else available_vendors()[:1]
    for vendor in vendors:
        with scratch_database(vendor) as scratch:
            report.findings += _answer(vendor, scratch, full=full)
    report.skipped += missing_vendors() if full else []
    return report


def _answer(vendor: Vendor, scratch: Scratch, *, full: bool) -> Iterator[Finding]:
    count, kills = (FULL_JOURNEYS, FULL_KILLS) if full else (JOURNEYS, KILLS)
    environment = scratch.environment()
    with Child(PROBE, environment=environment) as portal:
        walked, moved = _walk_all(portal, environment, count, kills)
        lost = [
            problem
            for each in walked
            for problem in each.lost(portal.ask("stored", name=each.name))
        ]
        where = f"{vendor}: {count} people, {kills} kills, {kills} restarts, {kills} new versions"
        yield exactly(f"{where}: kept answers that are lost or other ones", len(lost), 0)
        for problem in lost[:5]:
            yield note(f"  {problem}", "")
        yield from _sums(walked, moved)
        yield from _in_one_process(portal)


def _in_one_process(portal: Child) -> Iterator[Finding]:
    def walk(**protection: bool) -> dict[str, int]:
        found: dict[str, int] = portal.ask("walk", count=CONTROLS, seed=SEED, **protection)
        return found

    kept = walk(checks=True, writes=True)
    yield exactly("in one process: lost, or overwritten from an old tab", sum(kept.values()), 0)
    for what, found in (
        ("without the check of a step's version: overwritten", walk(checks=False)["overwritten"]),
        ("with a save that writes nothing: lost", walk(writes=False)["lost"]),
    ):
        yield control(f"the same {what}", found, passes=found > 0, goal="> 0")


def _sums(walked: Sequence[Drafting], moved: int) -> Iterator[Finding]:
    yield exactly("overwritten from an old tab", sum(each.overwritten for each in walked), 0)
    forgotten = sum(each.forgotten for each in walked)
    yield exactly("typed when the session was over, and not shown again", forgotten, 0)
    yield exactly("answers of 500 and above", sum(each.faults for each in walked), 0)
    yield note("answers kept, as told to those who gave them", sum(e.acknowledged for e in walked))
    yield at_least("applications sent in the end", sum(each.is_sent for each in walked), 1)
    yield at_least("requests that the kills left unanswered", sum(e.unanswered for e in walked), 1)
    yield at_least("drafts that came to a new version", moved, 1)


def _walk_all(
    portal: Child, environment: Mapping[str, str], count: int, kills: int
) -> tuple[list[Drafting], int]:
    """Let so many people answer, a few at a time, while the server has its troubles."""
    names = [f"walker-{number}" for number in range(count)]
    drafts: dict[str, str] = portal.ask("prepare", names=names)
    port = free_port()
    walked = [
        Drafting(ServedBrowser(port, n), name, public_id, random.Random(SEED + n))
        for n, (name, public_id) in enumerate(drafts.items())
    ]
    moved, finished = 0, threading.Semaphore(0)
    with _Served(port, environment) as served, ThreadPoolExecutor(TOGETHER) as people:
        futures = [people.submit(_walk, each, finished) for each in walked]
        for number in range(kills):
            for _person in range(max(1, count // (kills + 1))):
                finished.acquire()
            served.start_again(signal.SIGKILL)
            moved += portal.ask("edit", number=number)
            served.start_again(signal.SIGTERM)
        for future in futures:
            future.result()
    return walked, moved


def _walk(drafting: Drafting, finished: threading.Semaphore) -> None:
    try:
        drafting.run()
    finally:
        finished.release()


class _Served:
    """A server that can be ended with a signal and started anew on the same port."""

    def __init__(self, port: int, environment: Mapping[str, str]) -> None:
        self._port, self._environment = port, environment
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def start_again(self, how: signal.Signals) -> None:
        """End the server, every process of it where it is killed, and serve again."""
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text()
        self._server.send_signal(how)
        if how is signal.SIGKILL:
            for child in children.split():
                os.kill(int(child), how)
        self._server.wait(SECONDS_TO_END)
        self._stack.close()
        self._start()

    def _start(self) -> None:
        served = serve(
            APPLICATION, port=self._port, folder=ROOT / "site", environment=self._environment
        )
        self._server: subprocess.Popen[bytes] = self._stack.enter_context(served)
        wait_for(f"http://127.0.0.1:{self._port}/healthz", self._server)
