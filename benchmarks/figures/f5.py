"""F5: payments that nobody told of are found by one reconciliation; a second one changes nothing."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"
PAYMENTS = 100


def run(*, full: bool) -> Report:
    """Lose every notice and visit, then reconcile; once more without asking any provider."""
    report = Report("F5", f"{PAYMENTS} payments without a notice or a visit")
    for portal in on_postgresql(report, PROBE):
        payments = PAYMENTS if full else PAYMENTS // 2
        found = portal.ask("lose", payments=payments, asking=True)
        report.findings += [
            exactly("payments found by the first run", found["found"], payments),
            exactly("changes made by the second run", found["changed"], 0),
            exactly("applications and payments whose sums are wrong", found["ledger_faults"], 0),
        ]
        silent = portal.ask("lose", payments=payments // 5, asking=False)
        report.findings.append(
            control(
                "payments found where no provider is asked",
                silent["found"],
                passes=silent["found"] == 0,
                goal="= 0",
            )
        )
    return report
