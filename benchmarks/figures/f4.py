"""F4: money that is not what was asked for never pays, and is listed."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"
TIMES = 5


def run(*, full: bool) -> Report:
    """Pay wrongly in every way, then once more without the comparison."""
    report = Report("F4", "12 ways of being wrong, 5 payments each, and 10 that nobody paid")
    for portal in on_postgresql(report, PROBE):
        found = portal.ask("spoil", times=TIMES, compared=True)
        wrong = found["ways"] * TIMES
        report.findings += [
            exactly("ways of being wrong", found["ways"], 12),
            exactly("wrong payments that were fulfilled", found["fulfilled"], 0),
            exactly("wrong payments on the list of exceptions", found["listed"], wrong),
            exactly("open and expired sessions that were fulfilled", found["unpaid_fulfilled"], 0),
        ]
        blind = portal.ask("spoil", times=1, compared=False)
        report.findings.append(
            control(
                "wrong payments that were fulfilled, comparison taken away",
                blind["fulfilled"],
                passes=blind["fulfilled"] > 0,
                goal="> 0",
            )
        )
    return report
