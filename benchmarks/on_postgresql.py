"""Where the figures of money run: a process of the portal on PostgreSQL alone, whose locks they are about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report

__all__ = ["on_postgresql", "several_on_postgresql"]


def on_postgresql(report: Report, probe: str) -> Iterator[Child]:
    """Yield a probe's process once, on a database of its own; where there is none, say so and yield nothing."""
    report.skipped += missing_vendors()
    if "PostgreSQL" in available_vendors():
        with (
            scratch_database("PostgreSQL") as scratch,
            Child(probe, environment=scratch.environment()) as portal,
        ):
            yield portal


def several_on_postgresql(report: Report, probe: str, count: int) -> Iterator[list[Child]]:
    """Yield as many processes of a probe once, each on a database of its own; else as ``on_postgresql``."""
    report.skipped += missing_vendors()
    if "PostgreSQL" not in available_vendors():
        return
    with ExitStack() as opened:
        portals = []
        for _place in range(count):
            environment = opened.enter_context(scratch_database("PostgreSQL")).environment()
            portals.append(opened.enter_context(Child(probe, environment=environment)))
        yield portals
