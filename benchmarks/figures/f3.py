"""F3: in which order notices come, and how often, does not matter."""

from __future__ import annotations

from itertools import permutations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.reordering"
EVENTS = 6
SHORT = 12
"""Every sixtieth order in the short form."""


def run(*, full: bool) -> Report:
    """Tell of six events in every order, once and with doubles; then believe what each notice says."""
    report = Report("F3", "every order of 6 notices, each also with doubles")
    for portal in on_postgresql(report, PROBE):
        orders = [list(order) for order in permutations(range(EVENTS))]
        some = orders if full else orders[:: len(orders) // SHORT]
        found = [
            portal.ask("reorder", orders=some, doubled=doubled, asking=True)
            for doubled in (False, True)
        ]
        wrong = sum(each["ledger_faults"] for each in found)
        report.findings += [
            exactly("orders that end as the provider has it", found[0]["right"], len(some)),
            exactly(
                "the same, each notice twice and the first once more", found[1]["right"], len(some)
            ),
            exactly("applications and payments whose sums are wrong", wrong, 0),
        ]
        naive = portal.ask("reorder", orders=some, doubled=False, asking=False)
        report.findings.append(
            control(
                f"orders of {len(some)} that end right where the last notice is believed",
                naive["right"],
                passes=naive["right"] < len(some),
                goal=f"< {len(some)}",
            )
        )
    return report
