"""F31: whoever means to carry off Social Security numbers is slow, and is heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.number_reading"
FIRST, SECOND, THIRD, FOURTH = "reader-1", "reader-2", "reader-3", "reader-4"
MOST_A_DAY, MOST_IN_ALL = 5, 15
SHOWN, TOO_MANY, CLOSED = 200, 429, 503
LEAST_SCREENS, LEAST_EXPORTS = 60, 5
FREELY = 40


def run(*, full: bool) -> Report:
    """Read until nothing is shown any more; FULL=1 does it on PostgreSQL too."""
    report = Report("F31", "bulk reading of Social Security numbers is slow and loud")
    for vendor in ("SQLite", "PostgreSQL") if full else ("SQLite",):
        with (
            scratch_database(vendor) as scratch,
            Child(PROBE, environment=scratch.environment()) as portal,
        ):
            portal.ask("prepare")
            report.findings += _read_alone(portal, vendor)
            report.findings += _read_by_turns(portal, vendor)
            report.findings += _read_at_once(portal, vendor)
            report.findings += _search(portal, vendor)
            report.findings += _control(portal, vendor)
    if not full:
        report.skipped.append("the same on PostgreSQL: FULL=1")
    return report


def _read_alone(portal: Child, vendor: str) -> Iterator[Finding]:
    answers = portal.ask("read", name=FIRST, times=7)
    expected = [SHOWN] * MOST_A_DAY + [TOO_MANY, TOO_MANY]
    yield exactly(
        f"of 7 readings by one person in a day, answers as 5 shown, 429, 429; {vendor}",
        sum(map(int.__eq__, answers, expected)),
        len(expected),
    )
    yield exactly(
        "accounts disabled by the seventh", len(portal.ask("told", before=0)["disabled"]), 1
    )
    yield exactly(
        "numbers shown to the disabled account",
        portal.ask("read", name=FIRST, times=3).count(SHOWN),
        0,
    )
    yield from _told(portal.ask("told", before=0))


def _read_by_turns(portal: Child, vendor: str) -> Iterator[Finding]:
    """Four people read five each on another day: the fifteenth closes it for all."""
    before = portal.ask("begin_anew")
    readers = (FIRST, SECOND, THIRD, FOURTH)
    answers = [portal.ask("read", name=name, times=MOST_A_DAY) for name in readers]
    shown = sum(each.count(SHOWN) for each in answers)
    yield exactly(f"numbers shown of 20 read by four people in a day; {vendor}", shown, MOST_IN_ALL)
    yield exactly("of 5 more, those answered 503", answers[-1].count(CLOSED), 5)
    yield from _told(portal.ask("told", before=before))


def _read_at_once(portal: Child, vendor: str) -> Iterator[Finding]:
    portal.ask("begin_anew")
    shown = portal.ask("read_together", name=FIRST, times=24)
    yield at_most(f"numbers shown of 24 asked for at once; {vendor}", shown, MOST_A_DAY)
    yield at_least("the same, at least", shown, 1)


def _told(told: dict[str, Any]) -> Iterator[Finding]:
    yield exactly(
        "readings and refusals without a line in the audit trail", _lacking(told, "audited"), 0
    )
    yield exactly(
        "readings and refusals without a message to an overseer", _lacking(told, "announced"), 0
    )


def _lacking(told: dict[str, Any], name: str) -> int:
    return max(0, int(told["kept"]) - int(told[name]))


def _search(portal: Child, vendor: str) -> Iterator[Finding]:
    found = portal.ask("search")
    yield at_least(
        f"staff screens, files and answers searched; {vendor}", found["screens"], LEAST_SCREENS
    )
    yield at_least("exports searched", found["exports"], LEAST_EXPORTS)
    where = f" ({', '.join(found['found'][:3])})" if found["found"] else ""
    yield exactly(
        f"of them and of all tables, those with the number{where}", len(found["found"]), 0
    )


def _control(portal: Child, vendor: str) -> Iterator[Finding]:
    portal.ask("begin_anew")
    shown = portal.ask("read_freely", times=FREELY)
    yield control(
        f"numbers shown of {FREELY} where nothing is counted; {vendor}",
        shown,
        passes=shown == FREELY,
        goal=f"= {FREELY}",
    )
    found = portal.ask("search_unsealed")
    yield control(
        "tables with the number where it is not sealed", len(found), passes=bool(found), goal="> 0"
    )
