"""P1c: from publishing to the next request, in two web processes of one host, published by a third."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import Scratch, scratch_database
from benchmarks.figures.p1 import PROBE
from benchmarks.load import Load
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, control, exactly
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

APPLICATION = "config.wsgi:application"
SLUG = "renewal-dates"
TOUCHED, UNTOUCHED = f"/certified-educators/{SLUG}/", "/look-up/"


def run(*, full: bool) -> Report:
    """Publish again and again and ask both processes once each time; FULL=1 publishes 200 times."""
    report = Report("P1c", "published, then asked for")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare")
        times = 200 if full else 20
        stale, dropped = _publish(scratch, times, is_shared=True)
        report.findings += _judge(times, stale, dropped)
        stale, _dropped = _publish(scratch, 5, is_shared=False)
    report.findings.append(
        control(
            "old pages of 10 where processes do not share what changed",
            stale,
            passes=stale > 0,
            goal="> 0",
        )
    )
    return report


def _judge(times: int, stale: int, dropped: int) -> Iterator[Finding]:
    yield exactly(f"old pages of {times * 2} first requests after publishing", stale, 0)
    yield exactly("pages dropped that do not show what was published", dropped, 0)


def _publish(scratch: Scratch, times: int, *, is_shared: bool) -> tuple[int, int]:
    """Return how many answers were old, and how many pages were dropped without need."""
    here = scratch.environment()
    other = here if is_shared else {**here, "PORTAL_VAR": str(scratch.folder / "elsewhere")}
    ports = [free_port(), free_port()]
    folder = ROOT / "site"
    with (
        serve(APPLICATION, port=ports[0], folder=folder, environment=here) as first,
        serve(APPLICATION, port=ports[1], folder=folder, environment=here) as second,
        Child(PROBE, environment=other) as publisher,
    ):
        for port, server in zip(ports, (first, second), strict=True):
            wait_for(f"http://127.0.0.1:{port}{TOUCHED}", server)
        touched = [Load(port, TOUCHED, {}) for port in ports]
        untouched = [Load(port, UNTOUCHED, {}) for port in ports]
        for load in [*touched, *untouched]:
            load.ask()
        stale = dropped = 0
        for number in range(times):
            publisher.ask("publish", slug=SLUG, summary=f"Written for the {number}th time.")
            stale += sum("x-page-cache: miss" not in load.ask()[0] for load in touched)
            dropped += sum("x-page-cache: hit" not in load.ask()[0] for load in untouched)
        for load in [*touched, *untouched]:
            load.close()
    return stale, dropped
