"""P3: one step of a wizard, opened and saved, with session and user, against formtools on database sessions."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, exactly, note

__all__ = ["run"]

LONG = 30
MIDDLE = 2
PORTAL, PEER = "benchmarks.probes.wizard", "benchmarks.peers.formtools_wizard"
MOST_CALLS, STRETCH_CALLS = 12_000, 8_000


def run(*, full: bool) -> Report:
    """Count on each database; CPU time is alternated with the peer's."""
    report = Report("P3", "wizard step, open + save, 6 fields, with session and user")
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
            child.ask("warm", steps=LONG)
        yield from _statements(vendor, portal, peer)
        if vendor == "SQLite":
            yield from _calls(portal, peer)
        yield _cpu(vendor, portal, peer, rounds)


def _statements(vendor: Vendor, portal: Child, peer: Child) -> Iterator[Finding]:
    ours, theirs = portal.ask("count", steps=LONG), peer.ask("count", steps=LONG)
    autosave = portal.ask("count_autosave", steps=LONG)
    yield at_most(
        f"{vendor}: SQL to open a step, the most of 30", ours["get"], 4, peer=theirs["get"]
    )
    yield at_most(
        f"{vendor}: SQL to save a step, the most of 30", ours["post"], 7, peer=theirs["post"]
    )
    yield at_most(f"{vendor}: SQL of an autosave", autosave["known"], 4)
    yield at_most(f"{vendor}: SQL of a step's first autosave", autosave["fresh"], 4)
    yield exactly(
        f"{vendor}: writes by GETs of 30 steps",
        ours["writes_in_gets"],
        0,
        peer=theirs["writes_in_gets"],
    )
    yield from _bytes(vendor, ours, theirs)


def _bytes(vendor: Vendor, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[Finding]:
    answers = ours["answer_bytes"]
    yield note(
        f"{vendor}: bytes of answers written, 30 steps",
        ours["stored_bytes"],
        peer=theirs["written_bytes"],
    )
    yield at_most(
        f"{vendor}: the same / bytes of the answers",
        ours["stored_bytes"] / answers,
        1.2,
        peer=theirs["written_bytes"] / answers,
    )


def _calls(portal: Child, peer: Child) -> Iterator[Finding]:
    first, middle, last = (_pair(portal, number) for number in (0, MIDDLE, LONG - 1))
    theirs, their_first, their_last = (_pair(peer, number) for number in (MIDDLE, 0, LONG - 1))
    yield note("pycalls to open a middle step", middle[0], peer=theirs[0])
    yield note("pycalls to save a middle step", middle[1], peer=theirs[1])
    yield at_most("pycalls of the pair", sum(middle), MOST_CALLS, peer=sum(theirs))
    yield note(f"the pair / stretch goal of {STRETCH_CALLS:,}", sum(middle) / STRETCH_CALLS)
    yield at_most(
        "pycalls of step 30 / step 1",
        sum(last) / sum(first),
        1.1,
        peer=sum(their_last) / sum(their_first),
    )
    yield note("pycalls of an autosave", portal.ask("calls_autosave", steps=LONG))


def _pair(child: Child, number: int) -> tuple[int, int]:
    """Return the calls of opening and saving a step, the fewest of three: the rest is first use."""
    found = [child.ask("calls", steps=LONG, number=number) for _round in range(3)]
    best = min(found, key=lambda calls: calls["get"] + calls["post"])
    return best["get"], best["post"]


def _cpu(vendor: Vendor, portal: Child, peer: Child, rounds: int) -> Finding:
    ours, theirs = [], []
    for _round in range(rounds):
        ours.append(portal.ask("cpu_pair", steps=LONG, number=MIDDLE))
        theirs.append(peer.ask("cpu_pair", steps=LONG, number=MIDDLE))
    return note(f"{vendor}: CPU ms of the pair, median", median(ours), peer=median(theirs))
