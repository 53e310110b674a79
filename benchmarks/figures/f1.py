"""F1: a payment is fulfilled once, whoever tells of it and however many do at the same moment."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"
PAYMENTS = 200
"""Each with five identical notices, two visits of the return page and one reconciliation at once."""


def run(*, full: bool) -> Report:
    """Race, then once more with the lock taken away."""
    report = Report("F1", f"{PAYMENTS} payments × 5 notices, 2 visits and 1 reconciliation at once")
    for portal in on_postgresql(report, PROBE):
        payments = PAYMENTS if full else PAYMENTS // 5
        found = portal.ask("race", payments=payments, locked=True)
        report.findings += [
            exactly("payments that are paid", found["paid"], payments),
            exactly("receipts", found["receipts"], payments),
            exactly("entries of money received", found["entries"], payments),
            exactly("applications and payments whose sums are wrong", found["ledger_faults"], 0),
            exactly("answers that are faults", found["faults"], 0),
            exactly("answers", found["answers"], payments * 8),
        ]
        unlocked = portal.ask("race", payments=payments // 4, locked=False)
        report.findings.append(
            control(
                "faults of as many answers, lock taken away (the database refuses the doubles)",
                unlocked["faults"],
                passes=unlocked["faults"] > 0,
                goal="> 0",
            )
        )
    return report
