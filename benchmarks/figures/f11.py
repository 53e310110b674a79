"""F11: no mass assignment: whatever is posted beside what a form asks for changes nothing, judged by all rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, at_least, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.assignment"
PEOPLE = 12
PAGES, FULL_PAGES = 10, 300
AT_ONCE, FULL_AT_ONCE = 600, 40
WHO = (
    *("visitor", "applicant", "drafting", "specialist", "supervisor", "registry_verifier"),
    "admin",
)


def run(*, full: bool) -> Report:
    """Post to what a few pages lead to; FULL=1 to what all do and to every address, forty names a time."""
    report = Report("F11", "no mass assignment: every model's fields beside what is asked for")
    at_once = FULL_AT_ONCE if full else AT_ONCE
    pages = FULL_PAGES if full else PAGES
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        names = portal.ask("prepare", people=PEOPLE)
        forms: list[dict[str, Any]] = [
            portal.ask("try_forms", name=name, pages=pages, at_once=at_once) for name in WHO
        ]
        doors = portal.ask("try_doors", at_once=at_once, everywhere=full)
        api = portal.ask("try_api", at_once=at_once)
        careless = portal.ask("try_careless")
    report.findings.append(note("names: of every model's fields, and well-known ones", names))
    for what, found in (("forms", forms), ("addresses", [doors]), ("API operations", [api])):
        total = _sum(found)
        taken = [each for part in found for each in part["taken"]]
        named = f" ({'; '.join(taken[:3])})" if taken else ""
        report.findings += [
            note(f"{what} that take posts; posts", f"{total['endpoints']}; {total['posts']}"),
            exactly(f"{what}: pairs of one and a name that change anything{named}", len(taken), 0),
        ]
    effective = _sum([*forms, doors, api])["effective"]
    report.findings += [
        at_least("of all, those that change rows by themselves", effective, 20),
        control(
            "a form that takes every field of an account: well-known names it takes",
            len(careless),
            passes={"is_staff", "is_superuser"} <= set(careless),
            goal="is_staff too",
        ),
    ]
    return report


def _sum(found: list[dict[str, Any]]) -> Counter[str]:
    """Return how many endpoints, posts and effective ones there were in all."""
    total: Counter[str] = Counter()
    for part in found:
        total["endpoints"] += len(set(part["endpoints"]))
        total["posts"] += part["posts"]
        total["effective"] += part["effective"]
    return total
