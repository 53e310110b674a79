"""F3: in which order notices come, and how often, does not matter."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from benchmarks.on_postgresql import several_on_postgresql
from benchmarks.processes import Child
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.reordering"
EVENTS = 6
SHORT = 12
"""Every sixtieth order in the short form."""
SIDES = 2
"""Processes that share the orders, each on a database of its own: no order knows of another."""
FEWER = 10
"""For how many orders of the full form the control takes one: a single order shows what it is for."""


def run(*, full: bool) -> Report:
    """Tell of six events in every order, once and with doubles; then believe what each notice says."""
    report = Report("F3", "every order of 6 notices, each also with doubles")
    for portals in several_on_postgresql(report, PROBE, SIDES):
        orders = [list(order) for order in permutations(range(EVENTS))]
        some = orders if full else orders[:: len(orders) // SHORT]
        found = [
            _reorder(portals, orders=some, doubled=doubled, asking=True)
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
        fewer = some[::FEWER] if full else some
        naive = _reorder(portals, orders=fewer, doubled=False, asking=False)
        report.findings.append(
            control(
                f"orders of {len(fewer)} that end right where the last notice is believed",
                naive["right"],
                passes=naive["right"] < len(fewer),
                goal=f"< {len(fewer)}",
            )
        )
    return report


def _reorder(portals: list[Child], *, orders: list[list[int]], **how: Any) -> dict[str, int]:
    """Have each process take its share of the orders at the same time, and add up what they found."""
    for place, portal in enumerate(portals):
        portal.send("reorder", orders=orders[place :: len(portals)], **how)
    answers = [portal.receive() for portal in portals]
    return {name: sum(answer[name] for answer in answers) for name in answers[0]}
