"""F3: in which order notices come, and how often, does not matter."""

from __future__ import annotations

from itertools import permutations

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"
EVENTS = 6
SHORT = 24
"""Every thirtieth order in the short form."""


def run(*, full: bool) -> Report:
    """Tell of six events in every order, once and with doubles; then believe the last notice."""
    report = Report("F3", "every order of 6 notices, each also with doubles")
    report.skipped += missing_vendors()
    if "PostgreSQL" not in available_vendors():
        return report
    with (
        scratch_database("PostgreSQL") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        orders = [list(order) for order in permutations(range(EVENTS))]
        some = orders if full else orders[:: len(orders) // SHORT]
        told = some + [[place for place in order for _time in range(2)] for order in some]
        found = portal.ask("reorder", orders=told, asking=True)
        report.findings += [
            exactly("orders that end as the provider has it", found["right"], len(told)),
            exactly("applications and payments whose sums are wrong", found["ledger_faults"], 0),
        ]
        naive = portal.ask("reorder", orders=some, asking=False)
        report.findings.append(
            control(
                f"orders of {len(some)} that end right where the last notice is believed",
                naive["right"],
                passes=naive["right"] < len(some),
                goal=f"< {len(some)}",
            )
        )
    return report
