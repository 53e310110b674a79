"""P10: what grows with the portal. Here: what one more plugin, and the guard around its calls, cost a page."""

from __future__ import annotations

from benchmarks.beside import PROBE, beside
from benchmarks.databases import Scratch, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, exactly, note

__all__ = ["run"]

IDLE = 10
MOST_SHARE = 1.0
"""Percent of a page's Python calls that one more plugin may add."""
MOST_OVERHEAD = 6


def run(*, full: bool) -> Report:
    """Count the calls of nine pages without and with ten idle plugins; FULL=1 does the same."""
    report = Report("P10", f"growth: {IDLE} plugins more")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare")
        with beside(scratch, []) as portal:
            calls, overhead = portal.ask("calls"), portal.ask("overhead")
        report.findings += _plugins(scratch, calls, overhead)
    return report


def _plugins(scratch: Scratch, calls: dict[str, int], overhead: dict[str, float]) -> list[Finding]:
    idle = [f"idle_{number}" for number in range(IDLE)]
    with beside(scratch, [], idle) as portal:
        grown = portal.ask("calls")
    with beside(scratch, [], idle, PORTAL_DISABLED_PLUGINS=",".join(idle)) as portal:
        imported = portal.ask("imported", names=idle)
    shares = {page: 100 * (grown[page] - calls[page]) / calls[page] / IDLE for page in calls}
    worst = max(shares, key=lambda page: shares[page])
    added = max(0.0, round(shares[worst], 3))
    return [
        at_most(f"% of Python calls that a plugin adds to a page ({worst})", added, MOST_SHARE),
        note("Python calls of that page without it", calls[worst]),
        exactly("modules imported of disabled plugins", imported, 0),
        *(
            at_most(f"Python calls that the guard adds to a {kind} call", more, MOST_OVERHEAD)
            for kind, more in overhead.items()
        ),
    ]
