"""P3b: the request that submits, at 3, 10 and 30 steps: every answer checked again, against formtools' done page."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, exactly, note

__all__ = ["run"]

SIZES = (3, 10, 30)
IN_A_ROW = 4
PORTAL, PEER = "benchmarks.probes.wizard", "benchmarks.peers.formtools_wizard"
MOST_OF_PEER = 0.7


def run(*, full: bool) -> Report:
    """Alternate submits of the portal and its peer on each database, and compare medians."""
    report = Report("P3b", "final submit, every answer checked again")
    for vendor in available_vendors():
        report.findings += _measure(vendor, rounds=15 if full else 5)
    report.skipped += missing_vendors()
    return report


def _measure(vendor: Vendor, *, rounds: int) -> Iterator[Finding]:
    with (
        scratch_database(vendor) as own,
        scratch_database(vendor, migrated=False) as other,
        Child(PORTAL, environment=own.environment()) as portal,
        Child(PEER, environment=other.environment()) as peer,
    ):
        for child in (portal, peer):
            for steps in SIZES:
                child.ask("warm", steps=steps)
        for steps in SIZES:
            yield _cpu(vendor, portal, peer, steps, rounds)
        yield from _counts(vendor, portal, peer)
        if vendor == "SQLite":
            yield from _checks(portal)


def _cpu(vendor: Vendor, portal: Child, peer: Child, steps: int, rounds: int) -> Finding:
    ours, theirs = [], []
    for _round in range(rounds):
        ours += portal.ask("cpu_submit", steps=steps, count=IN_A_ROW)
        theirs += peer.ask("cpu_submit", steps=steps, count=IN_A_ROW)
    what = f"{vendor}: CPU ms of the submit, {steps} steps, median of {rounds * IN_A_ROW}"
    if steps == max(SIZES):
        return at_most(what, median(ours), MOST_OF_PEER, peer=median(theirs), of_peer=True)
    return note(what, median(ours), peer=median(theirs))


def _counts(vendor: Vendor, portal: Child, peer: Child) -> Iterator[Finding]:
    ours = {steps: portal.ask("count", steps=steps)["submit"] for steps in SIZES}
    theirs = {steps: peer.ask("count", steps=steps)["submit"] for steps in SIZES}
    for steps in SIZES:
        yield note(f"{vendor}: SQL of the submit, {steps} steps", ours[steps], peer=theirs[steps])
    yield exactly(f"{vendor}: SQL more at 30 steps than at 3", ours[30] - ours[3], 0)


def _checks(portal: Child) -> Iterator[Finding]:
    calls = portal.ask("calls_submit", steps=max(SIZES))
    yield note("pycalls of the submit, 30 steps", calls)
    refused = portal.ask("refuses_invalid", steps=max(SIZES))
    yield exactly("steps of 30 whose answer, spoiled in the database, is refused", sum(refused), 30)
