"""P5: the public look-up over all people: by number, by beginning, by both names, and despite one slip."""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks.databases import available_vendors, missing_vendors
from benchmarks.populations import Population, populated_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.lookup"
SHORT = 10_000
FULL, SHARE = 5_000_000, 5
"""So many people, and how many times fewer are asked over beside: a million, whom other figures have as well."""
FEWER = "BENCHMARKS_PEOPLE"
"""Names a variable: so many people instead, where a full size would take too long or too much disk."""
MOST_STATEMENTS, MOST_OF_RAW, MOST_OF_VARIANTS = 3, 2.0, 3.0
LEAST_RECALL, LEAST_A_SECOND, MOST_GROWTH = 95, 5_000, 1.5
SAMPLE, PLANNED = 300, 40
KINDS = {
    "number": "by number",
    "prefix": "by the first three letters of a last name",
    "names": "by last and first name",
    "typo": "one slip in the last name, “Last, First”",
    "words": "one slip, order of the names unknown",
}
CONTROLS = {
    "number": "records_credential",
    "prefix": "records_person",
    "typo": "records_namevariant",
}


def run(*, full: bool) -> Report:
    """Ask over ten thousand people; FULL=1 over five million."""
    report = Report("P5", "the look-up over all people")
    for vendor in available_vendors():
        people = int(os.environ.get(FEWER, FULL)) if full else SHORT
        with populated_database(vendor, people) as population:
            times, findings = _measure(population, full=full)
        report.findings += findings
        if full:
            with populated_database(vendor, people // SHARE) as fewer:
                report.findings += _grow(fewer, times)
    report.skipped += missing_vendors()
    return report


def _measure(population: Population, *, full: bool) -> tuple[dict[str, float], list[Finding]]:
    """Return the milliseconds of each question, and all findings."""
    where = f"{population.scratch.vendor}, {population.people:,} people"
    with Child(PROBE, environment=population.scratch.environment()) as portal:
        portal.ask("draw", count=SAMPLE)
        findings = list(_count(portal, where))
        times = {kind: portal.ask("compare", kind=kind) for kind in KINDS}
        findings += _time(times, where)
        findings += _recall(portal, where)
        findings += [
            note(f"{where}: ms, {name}", taken) for name, taken in portal.ask("peers").items()
        ]
        findings += _controls(portal, where)
    findings += _rate(population, where, full=full)
    return {kind: taken["ours"] for kind, taken in times.items()}, findings


def _rate(population: Population, where: str, *, full: bool) -> Iterator[Finding]:
    """Yield how fast people were invented; judged by the command's own work, as other work delays the clock."""
    what, own = (
        f"{where}: invented a second, when the database was made",
        population.people / population.own,
    )
    yield note(what, population.people / population.seconds)
    of_own = "invented a second of the command's own work"
    yield at_least(of_own, own, LEAST_A_SECOND) if full else note(of_own, own)


def _count(portal: Child, where: str) -> Iterator[Finding]:
    counted = [portal.ask("statements", kind=kind) for kind in KINDS]
    most = max(each["most"] for each in counted)
    yield at_most(f"{where}: SQL of a look-up", most, MOST_STATEMENTS)
    forbidden = sum(each["forbidden"] for each in counted)
    yield exactly(f"{where}: statements that count or skip rows", forbidden, 0)
    scans = {table for kind in KINDS for table in portal.ask("scans", kind=kind, count=PLANNED)}
    named = f" ({', '.join(sorted(scans))})" if scans else ""
    yield exactly(f"{where}: large tables read from end to end{named}", len(scans), 0)


def _time(times: dict[str, dict[str, float]], where: str) -> Iterator[Finding]:
    for kind, taken in times.items():
        limit = MOST_OF_VARIANTS if kind in {"typo", "words"} else MOST_OF_RAW
        yield note(f"{where}: ms, {KINDS[kind]}", taken["ours"], peer=taken["raw"])
        yield at_most("its time / the same written by hand, median of pairs", taken["ratio"], limit)


def _recall(portal: Child, where: str) -> Iterator[Finding]:
    found = portal.ask("recall")
    what = f"{where}: % of {SAMPLE} names with one slip that are suggested"
    yield at_least(what, found["suggested"], LEAST_RECALL)
    yield note("on the page, which suggests only where nobody bears the name", found["shown"])
    yield control(
        f"{where}: % found without variants of names",
        found["beginning"],
        passes=found["beginning"] < LEAST_RECALL,
        goal=f"< {LEAST_RECALL}",
    )


def _controls(portal: Child, where: str) -> Iterator[Finding]:
    for kind, table in CONTROLS.items():
        scans = portal.ask("scans", kind=kind, count=3, without=table)
        yield control(
            f"{where}: {KINDS[kind]}, its index dropped: tables read from end to end",
            len(scans),
            passes=table in scans,
            goal="> 0",
        )


def _grow(fewer: Population, times: dict[str, float]) -> Iterator[Finding]:
    with Child(PROBE, environment=fewer.scratch.environment()) as portal:
        portal.ask("draw", count=SAMPLE)
        for kind, ours in times.items():
            before = portal.ask("compare", kind=kind)["ours"]
            what = f"{fewer.scratch.vendor}: ms, {KINDS[kind]}, beside {fewer.people:,} people"
            yield at_most(what, ours, MOST_GROWTH, peer=before, of_peer=True)
