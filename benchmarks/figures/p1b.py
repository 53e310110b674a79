"""P1b: the same public page with nothing in the page cache: what Django still does for it."""

from __future__ import annotations

from benchmarks.databases import scratch_database
from benchmarks.figures.p1 import PROBE
from benchmarks.processes import Child
from benchmarks.report import Report, at_most, control, exactly, note

__all__ = ["run"]

MOST_STATEMENTS, MOST_CALLS, MOST_MORE = 6, 14_000, 3
FEW, MANY = 1, 50


def run(*, full: bool) -> Report:
    """Count one request of a warm process; FULL=1 does the same."""
    report = Report("P1b", "the same page, not in the page cache")
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        paths = portal.ask("prepare")
        before = portal.ask("renditions")
        home = portal.ask("uncached", path="/")
        cold = portal.ask("uncached", path="/", is_cold=True)
        member = portal.ask("signed_in", path="/")
        every = [portal.ask("uncached", path=path)["sql"] for path in paths]
        made = portal.ask("renditions") - before
        many = {
            is_cold: [portal.ask("cards", count=n, is_cold=is_cold) for n in (FEW, MANY)]
            for is_cold in (False, True)
        }
    report.findings += [
        at_most("SQL of the home page", home["sql"], MOST_STATEMENTS),
        at_most("SQL of the costliest of the public pages", max(every), MOST_STATEMENTS),
        at_most("Python calls of the home page", home["calls"], MOST_CALLS),
        at_most("SQL more for somebody signed in", member["sql"] - home["sql"], MOST_MORE),
        exactly(f"SQL of {MANY} cards more than of {FEW}", many[False][1] - many[False][0], 0),
        exactly("the same, with nothing remembered", many[True][1] - many[True][0], 0),
        exactly("renditions made by a GET", made, 0),
        note("Python calls with nothing remembered by the process", cold["calls"]),
        control(
            "SQL with nothing remembered by the process",
            cold["sql"],
            passes=cold["sql"] > home["sql"] + MOST_STATEMENTS,
            goal=f"> {home['sql'] + MOST_STATEMENTS}",
        ),
    ]
    return report
