"""P1: a public page from the page cache, against a WSGI application that only says hello on the same server."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.databases import Scratch, scratch_database
from benchmarks.load import Load
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["compare_with_hello", "run"]

PROBE = "benchmarks.probes.pages"
MOST_OF_HELLO, MOST_CALLS = 1.3, 15
ROUNDS, ASKED = 80, 50
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
    """Yield the CPU of a hit beside the peer's, and as the control the same page without the cache."""
    ports = [free_port(), free_port(), free_port()]
    environment = scratch.environment()
    with (
        serve(
            "config.wsgi:application", port=ports[0], folder=ROOT / "site", environment=environment
        ) as ours,
        serve(
            "benchmarks.peers.raw_hello:application",
            port=ports[1],
            folder=ROOT,
            environment=environment,
        ) as hello,
        serve(
            "config.wsgi:application",
            port=ports[2],
            folder=ROOT / "site",
            environment=scratch.environment(**{OFF: "false"}),
        ) as bare,
    ):
        for port, server in zip(ports, (ours, hello, bare), strict=True):
            wait_for(f"http://127.0.0.1:{port}{path}", server)
        loads = [Load(port, path) for port in ports]
        for load in loads[:2]:
            load.cost(ours, WARM)
        hits, peers = [], []
        for _round in range(rounds):
            hits.append(loads[0].cost(ours, ASKED))
            peers.append(loads[1].cost(hello, ASKED))
        head, length = loads[0].ask()
        uncached = loads[2].cost(bare, 20)
        for load in loads:
            load.close()
    yield at_most(
        f"CPU ms of a hit, {path}, median of {rounds} × {ASKED}",
        median(hits),
        MOST_OF_HELLO,
        peer=median(peers),
        of_peer=True,
    )
    yield exactly("answers of the last ask that are hits", int("x-page-cache: hit" in head), 1)
    yield note("bytes of that answer, compressed", length)
    ratio = uncached / median(peers)
    yield control(
        "without the page cache, CPU a request / hello", ratio, passes=ratio > 10, goal="> 10 ×"
    )
