"""F7: money that comes twice, late, back or disputed is in the ledger to the cent, and too much of it is listed."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Finding, Report, at_least, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.double_money"
WAYS = (
    *("card and card in two tabs", "card and check", "late payment after a cancel"),
    *("refund", "dispute"),
)
TIMES = 50


def run(*, full: bool) -> Report:
    """Let money come in each way, then once more with nothing listed."""
    times = TIMES if full else TIMES // 8
    report = Report("F7", f"{len(WAYS)} ways of double money × {times}")
    for portal in on_postgresql(report, PROBE):
        for way in WAYS:
            report.findings += _count(
                portal.ask("double", way=way, times=times, listing=True), way, times
            )
        blind = portal.ask("double", way=WAYS[0], times=times, listing=False)
        report.findings.append(
            control(
                "cents too much and listed nowhere, the list taken away",
                blind["silent"],
                passes=blind["silent"] > 0,
                goal="> 0",
            )
        )
    return report


def _count(found: dict[str, int], way: str, times: int) -> Iterator[Finding]:
    yield exactly(f"{way}: sums that differ from the provider's", found["differs"], 0)
    yield exactly(f"{way}: wrong sums in the ledger", found["ledger_faults"], 0)
    yield exactly(f"{way}: applications not paid", found["unpaid"], 0)
    yield exactly(f"{way}: cents too much and listed nowhere", found["silent"], 0)
    if way in WAYS[:3]:
        yield at_least(f"{way}: applications with too much, all listed", found["double"], 1)
    if way == "dispute":
        yield exactly(f"{way}: listed for somebody to look at", found["disputes"], times)
