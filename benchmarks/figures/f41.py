"""F41: one definition, read the same everywhere: form, page, submit, read-back and the reviewer's page."""

from __future__ import annotations

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, at_most, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.agreement"
WIZARDS, SPOILED_WIZARDS = 500, 50
MOST_CPU_SECONDS = 60


def run(*, full: bool) -> Report:
    """Try the same random wizards each time; no row is needed, so short and full are the same."""
    report = Report("F41", "random wizards: the same answers wherever they are read")
    with (
        scratch_database("SQLite", migrated=False) as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        found = portal.ask("compare", count=WIZARDS)
        spoiled = portal.ask("compare_spoiled", count=SPOILED_WIZARDS)
    report.findings += [
        exactly("random wizards that may be published", found["sound"], WIZARDS),
        exactly("types of field among them, of all", found["types"], found["all_types"]),
        note("questions; rules", f"{found['questions']}; {found['rules']}"),
        note("answers", found["answers"]),
        exactly("answers that come out otherwise than they were given", found["differences"], 0),
        at_most("CPU-seconds", found["seconds"], MOST_CPU_SECONDS),
    ]
    for reader, count in spoiled.items():
        what = f"differences in {SPOILED_WIZARDS} wizards, the {reader} leaving a line out"
        report.findings.append(control(what, count, passes=count > 0, goal="> 0"))
    return report
