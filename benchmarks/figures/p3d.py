"""P3d: a definition of 40 steps of 20 questions, published, and a step of it opened, beside one of 3 steps of 5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.sizes"
LARGE, SMALL = {"steps": 40, "questions": 20}, {"steps": 3, "questions": 5}
MOST_CHECKS, MOST_OF_SMALL = 100, 1.3

Costs = Mapping[str, float]


def run(*, full: bool) -> Report:
    """Count once, time by turns; FULL=1 times three times as often."""
    report = Report("P3d", "40 steps of 20 questions, one of five on a condition, beside 3 of 5")
    for vendor in available_vendors():
        report.findings += _measure(vendor, rounds=27 if full else 9)
    report.skipped += missing_vendors()
    return report


def _measure(vendor: Vendor, *, rounds: int) -> Iterator[Finding]:
    with (
        scratch_database(vendor) as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        for size in (LARGE, SMALL):
            portal.ask("publish", **size)
            portal.ask("open_step", **size)
        published, checked, large, small = [], [], [], []
        for number in range(rounds):
            large.append(portal.ask("open_step", **LARGE))
            small.append(portal.ask("open_step", **SMALL))
            checked.append(portal.ask("check", **LARGE))
            if number % 3 == 0:
                published.append(portal.ask("publish", **LARGE))
        yield from _publishing(vendor, published, checked, portal.ask("publish", **SMALL))
        yield from _opening(vendor, large, small)
        if vendor == "SQLite":
            yield _without(portal)


def _publishing(
    vendor: Vendor, published: list[Costs], checked: list[Costs], small: Costs
) -> Iterator[Finding]:
    """Compare publishing 800 questions with checking one posted step of twenty."""
    what = "publishing / checking one posted step"
    for kind, words in (("calls", "pycalls"), ("ms", "CPU ms, medians")):
        ours, theirs = _middle(published, kind), _middle(checked, kind)
        limit = MOST_CHECKS
        yield at_most(f"{vendor}: {words}, {what}", ours, limit, peer=theirs, of_peer=True)
    yield exactly(
        f"{vendor}: SQL of publishing more than of the small one",
        published[-1]["statements"] - small["statements"],
        0,
    )


def _opening(vendor: Vendor, large: list[Costs], small: list[Costs]) -> Iterator[Finding]:
    """Compare opening step 21 of the large one with opening step 2 of the small one."""
    what = "opening a middle step / the same of the small one"
    for kind, words in (("calls", "pycalls"), ("ms", "CPU ms, medians")):
        ours, theirs = _middle(large, kind), _middle(small, kind)
        limit = MOST_OF_SMALL
        yield at_most(f"{vendor}: {words}, {what}", ours, limit, peer=theirs, of_peer=True)
    more = large[-1]["statements"] - small[-1]["statements"]
    yield exactly(f"{vendor}: SQL of opening more than of the small one", more, 0)


def _middle(costs: list[Costs], kind: str) -> float:
    return median(each[kind] for each in costs)


def _without(portal: Child) -> Finding:
    """Draw the fields anew at every page, as Django does."""
    drawn, usual = portal.ask("open_redrawn", **LARGE), portal.ask("open_redrawn", **SMALL)
    ratio = drawn["calls"] / usual["calls"]
    what = "pycalls, the same where each field is drawn anew: large / small"
    return control(what, ratio, passes=ratio > MOST_OF_SMALL, goal=f"> {MOST_OF_SMALL:g}")
