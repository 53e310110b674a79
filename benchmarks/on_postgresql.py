"""Where the figures of money run: a process of the portal on PostgreSQL alone, whose locks they are about."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report

__all__ = ["on_postgresql"]


def on_postgresql(report: Report, probe: str) -> Iterator[Child]:
    """Yield a probe's process once, on a database of its own; where there is none, say so and yield nothing."""
    report.skipped += missing_vendors()
    if "PostgreSQL" in available_vendors():
        with (
            scratch_database("PostgreSQL") as scratch,
            Child(probe, environment=scratch.environment()) as portal,
        ):
            yield portal
