"""P10: what grows with the portal: what a request costs with more people, and a page with one more plugin.

FULL=1 WRITE=1 draws the growth (on PostgreSQL where it is there) into docs/pictures/growth.svg, and puts its numbers
into the table of docs/figures.md.
"""

from __future__ import annotations

import os

from benchmarks.beside import PROBE, beside
from benchmarks.chart import draw_growth, write_table
from benchmarks.databases import (
    Scratch,
    available_vendors,
    missing_vendors,
    scratch_database,
)
from benchmarks.growth import compare_sizes, grow
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, exactly, note

__all__ = ["run"]

IDLE = 10
MOST_SHARE = 1.0
"""Percent of a page's Python calls that one more plugin may add."""
MOST_OVERHEAD = 6
SIZES, FULL_SIZES = [1_000, 10_000], [1_000, 10_000, 100_000, 1_000_000]
FEWER = "BENCHMARKS_PEOPLE"
"""Names a variable: no population of more people, where that would take too long or too much disk."""
SECONDS, FULL_SECONDS = 20, 60
PICTURE, PAGE = ROOT / "docs" / "pictures" / "growth.svg", ROOT / "docs" / "figures.md"


def run(*, full: bool) -> Report:
    """Count over two populations on one database; FULL=1 over four on both, the largest of a million people.

    The mixed load goes to PostgreSQL where it is there, served as production is by default.
    """
    report = Report("P10", f"growth: more people, and {IDLE} plugins more")
    most = int(os.environ.get(FEWER, FULL_SIZES[-1]))
    sizes = [size for size in FULL_SIZES if size <= most] if full else SIZES
    *others, last = available_vendors()
    for vendor in [*(others if full else []), last]:
        seconds = (FULL_SECONDS if full else SECONDS) if vendor == last else 0
        costs, findings = grow(vendor, sizes, seconds=seconds)
        report.findings += [*compare_sizes(vendor, costs), *findings]
    if os.environ.get("WRITE"):
        PICTURE.write_text(draw_growth(costs))
        write_table(PAGE, costs)
    report.findings += _measure_plugins()
    report.skipped += missing_vendors()
    return report


def _measure_plugins() -> list[Finding]:
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare")
        with beside(scratch, []) as portal:
            calls, overhead = portal.ask("calls"), portal.ask("overhead")
        return _plugins(scratch, calls, overhead)


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
