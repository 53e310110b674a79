"""F12: what is not asked is not accepted: hidden fields, steps that do not apply, prefilled values."""

from __future__ import annotations

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.uninvited"
CASES = {
    "hidden_posted": "hidden field posted",
    "hidden_again": "field answered, then hidden and posted again",
    "step_posted": "step that does not apply posted",
    "step_again": "step answered, then made not to apply",
    "foreign_posted": "another step's field, and an invented one, posted",
    "row_planted": "values planted in the stored row",
    "autosaved": "hidden field kept by autosave",
    "prefilled_changed": "changed prefilled value taken for the record's",
}


def run(*, full: bool) -> Report:
    """Try every case with every type of field; short and full are the same."""
    report = Report("F12", "values nobody asked for, in the snapshot that is attested")
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        types = portal.ask("count_types")
        accepted = portal.ask("run_cases")
        for case, words in CASES.items():
            named = f" ({', '.join(accepted[case])})" if accepted[case] else ""
            what = f"{words}: accepted, of {types} types of field{named}"
            report.findings.append(exactly(what, len(accepted[case]), 0))
        stock, asked = portal.ask("stock_accepts")
    report.findings.append(
        control(
            f"stock form of a formtools step: hidden field accepted, of {asked} types with controls",
            stock,
            passes=stock == asked,
            goal=f"= {asked}",
        )
    )
    return report
