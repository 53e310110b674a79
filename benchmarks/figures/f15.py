"""F15: the lifecycle is sound: whatever six people do in whatever order, and in every cell of state, event and role."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.lifecycle"
RUNS, FULL_RUNS, STEPS = 10, 500, 50
OF_CONTROLS = 300
"""A control ends with the first fault that it finds."""
CELLS = 7 * 10 * 6
CONTROLS = {
    "lock": "the lock and its look at what is decided",
    "permission": "the guard of who decides",
}


def run(*, full: bool) -> Report:
    """Run machine and table on each database; FULL=1 five hundred runs of fifty steps."""
    report = Report("F15", "the lifecycle is sound: runs of fifty acts by six people")
    for vendor in available_vendors():
        report.findings += _live(vendor, FULL_RUNS if full else RUNS)
    report.skipped += missing_vendors()
    return report


def _live(vendor: Vendor, runs: int) -> Iterator[Finding]:
    with (
        scratch_database(vendor) as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        table = portal.ask("enumerate_table")
        named = f" ({'; '.join(table['wrong'][:3])})" if table["wrong"] else ""
        yield exactly(f"{vendor}: cells of state × event × role tried", table["cells"], CELLS)
        yield exactly(f"{vendor}: cells that come out otherwise{named}", len(table["wrong"]), 0)
        yield note(f"{vendor}: cells in which something is done", table["done"])
        found = portal.ask("run", runs=runs, steps=STEPS, without="")
        what = f"{vendor}: runs of {STEPS} acts; acts; done"
        yield note(what, f"{found['runs']}; {found['acts']}; {found['done']}")
        yield at_least(f"{vendor}: runs", found["runs"], runs)
        broken = f" ({found['found']})" if found["found"] else ""
        yield exactly(f"{vendor}: invariants or outcomes broken{broken}", int(bool(broken)), 0)
        if vendor == "SQLite":
            for protection, words in CONTROLS.items():
                less = portal.ask("run", runs=OF_CONTROLS, steps=STEPS, without=protection)
                is_found = bool(less["found"])
                yield control(f"{words} removed: found", is_found, passes=is_found, goal="found")
