"""F2: only authentic notices act."""

from __future__ import annotations

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.forged import make_authentic, make_forged
from benchmarks.processes import Child
from benchmarks.report import Report, at_least, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"


def run(*, full: bool) -> Report:
    """Post forged notices and authentic ones; then once more without the check."""
    report = Report("F2", "forged notices, the edges of time, and two secrets while one is rolled")
    report.skipped += missing_vendors()
    if "PostgreSQL" not in available_vendors():
        return report
    with (
        scratch_database("PostgreSQL") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        forged = make_forged()
        found = portal.ask("forge", variants=forged, checked=True)
        report.findings += [
            at_least("forged variants", len(forged), 40),
            exactly("answered 4xx", found["refused"], len(forged)),
            exactly("stored", found["stored"], 0),
            exactly("payments that a forged notice paid", found["paid"], 0),
        ]
        good = portal.ask("forge", variants=make_authentic(), checked=True)
        report.findings += [
            exactly("authentic ones refused (299 s old or ahead)", good["refused"], 0),
            exactly("authentic ones stored", good["stored"], len(make_authentic())),
        ]
        open_door = portal.ask("forge", variants=forged, checked=False)
        report.findings.append(
            control(
                "forged ones stored, check of the signature taken away",
                open_door["stored"],
                passes=open_door["stored"] > 0,
                goal="> 0",
            )
        )
    return report
