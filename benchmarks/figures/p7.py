"""P7: the content API's list and detail for everybody, from the page cache, against a raw WSGI hello."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import scratch_database
from benchmarks.figures.p1 import PROBE, ROUNDS, compare_with_hello
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, exactly, note

__all__ = ["run"]

LIST = "/api/v3/pages/?limit=20"
MOST_CALLS = 20


def run(*, full: bool) -> Report:
    """Alternate with the peer on granian; FULL=1 asks five times as often."""
    report = Report("P7", "the content API, anonymous")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare")
            report.findings += _count(portal)
        report.findings += compare_with_hello(scratch, LIST, rounds=ROUNDS * (5 if full else 1))
    return report


def _count(portal: Child) -> Iterator[Finding]:
    for name, path in (("list of 20", LIST), ("detail", "/api/v3/pages/3/")):
        made, kept = portal.ask("ask", path=path), portal.ask("ask", path=path)
        yield exactly(f"SQL of a {name} that is kept", kept["sql"], 0)
        yield at_most(f"Python calls of a {name} that is kept", kept["calls"], MOST_CALLS)
        same = portal.ask("ask", path=path, HTTP_IF_NONE_MATCH=kept["etag"])
        yield exactly(f"status of an unchanged {name}", same["status"], 304)
        yield note(f"SQL of a {name} that is not", made["sql"])
