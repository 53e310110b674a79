"""P1: a public page from the page cache, against a WSGI application that only says hello on the same server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from subprocess import Popen
from typing import NamedTuple

from benchmarks.databases import Scratch, scratch_database
from benchmarks.load import Load
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["compare_with_hello", "run"]

PROBE = "benchmarks.probes.pages"
PEER = "benchmarks.peers.raw_hello:application"
MOST_OF_HELLO, MOST_CALLS = 1.3, 15
ROUNDS, ASKED = 150, 50
STARTS = 5
WARM = 1_000
OFF = "PORTAL_PAGE_CACHE"
COOKIES = "_ga=GA1.1.{0}; _gid={0}"
MUST_HAVE = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "ETag",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


class Start(NamedTuple):
    """What one start of both servers gave: CPU milliseconds a request, and the last answer."""

    hit: float
    hello: float
    length: int
    is_hit: bool


def run(*, full: bool) -> Report:
    """Alternate with the peer on granian; FULL=1 asks five times as often."""
    report = Report("P1", "an anonymous public page, from the page cache")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            paths = portal.ask("prepare")
            report.findings += _count(portal, paths)
        report.findings += compare_with_hello(scratch, "/", rounds=ROUNDS * (5 if full else 1))
    return report


def _count(portal: Child, paths: list[str]) -> Iterator[Finding]:
    for path in paths:
        portal.ask("ask", path=path)
    kept = [portal.ask("ask", path=path) for path in paths]
    yield at_most(
        "Python calls of a hit, before Django", max(hit["calls"] for hit in kept), MOST_CALLS
    )
    yield exactly("SQL of a hit", max(hit["sql"] for hit in kept), 0)
    yield exactly("security headers missing from hits", sum(_missing(hit) for hit in kept), 0)
    asked = [
        portal.ask("ask", path=f"{path}?utm_source={n}&x{n}=1", HTTP_COOKIE=COOKIES.format(n))
        for n, path in enumerate(paths * 3)
    ]
    hits = 100 * sum(each["by"] == "hit" for each in asked) / len(asked)
    yield exactly(f"% hits of {len(asked)} with new cookies and unknown parameters", hits, 100)
    head = portal.ask("ask", path="/", method="HEAD")
    same = portal.ask("ask", path="/", HTTP_IF_NONE_MATCH=head["etag"])
    yield exactly("bytes of a HEAD and of an unchanged page", head["bytes"] + same["bytes"], 0)
    yield exactly("status of an unchanged page", same["status"], 304)
    yield exactly("private answers kept, of 30 asked for", portal.ask("keeps_private"), 0)


def _missing(hit: dict[str, list[str]]) -> int:
    return len(MUST_HAVE - set(hit["headers"]))


def compare_with_hello(scratch: Scratch, path: str, *, rounds: int) -> Iterator[Finding]:
    """Yield the CPU of a hit beside the peer's, and as the control the same page without the cache.

    Where the system puts a process in memory and on which core moves its cost by a tenth for as long as it lives: the
    pair of servers is started several times, and the start in the middle counts.
    """
    starts = sorted(
        (_alternate(scratch, path, rounds=rounds // STARTS) for _start in range(STARTS)),
        key=lambda start: start.hit / start.hello,
    )
    middle = starts[STARTS // 2]
    yield at_most(
        f"CPU ms of a hit, {path}, {STARTS} starts of {rounds // STARTS} × {ASKED}",
        middle.hit,
        MOST_OF_HELLO,
        peer=middle.hello,
        of_peer=True,
    )
    spread = [f"{start.hit / start.hello:.2f} ×" for start in starts]
    yield note("its starts, lowest first", ", ".join(spread))
    yield exactly("last answers of a start that are hits", sum(s.is_hit for s in starts), STARTS)
    yield note("bytes of that answer, compressed", middle.length)
    ratio = _cost_without_cache(scratch, path) / middle.hello
    yield control(
        "without the page cache, CPU a request / hello", ratio, passes=ratio > 10, goal="> 10 ×"
    )


def _alternate(scratch: Scratch, path: str, *, rounds: int) -> Start:
    """Start the portal and its peer, and ask them in turns."""
    with (
        _serve_portal(scratch, path) as (ours, asked),
        _serve(PEER, path, folder=ROOT, environment=scratch.environment()) as (peer, hello),
    ):
        asked.cost(ours, WARM), hello.cost(peer, WARM)
        costs = [(asked.cost(ours, ASKED), hello.cost(peer, ASKED)) for _round in range(rounds)]
        head, length = asked.ask()
    hits, hellos = zip(*costs, strict=True)
    return Start(median(hits), median(hellos), length, "x-page-cache: hit" in head)


def _cost_without_cache(scratch: Scratch, path: str) -> float:
    with _serve_portal(scratch, path, **{OFF: "false"}) as (bare, asked):
        return asked.cost(bare, 20)


def _serve_portal(
    scratch: Scratch, path: str, **settings: str
) -> AbstractContextManager[tuple[Popen[bytes], Load]]:
    environment = scratch.environment(**settings)
    return _serve("config.wsgi:application", path, folder=ROOT / "site", environment=environment)


@contextmanager
def _serve(
    application: str, path: str, *, folder: Path, environment: Mapping[str, str]
) -> Iterator[tuple[Popen[bytes], Load]]:
    """Serve an application until the block ends; with the request that it is to answer."""
    port = free_port()
    with serve(application, port=port, folder=folder, environment=environment) as server:
        wait_for(f"http://127.0.0.1:{port}{path}", server)
        load = Load(port, path)
        yield server, load
        load.close()
