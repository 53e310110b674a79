"""F36: no cell of an export is a formula, and what was stored can be had back."""

from __future__ import annotations

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.exporting"
LEAST_RISKY = 20
FORMATS = {"now": "CSV, streamed", "csv": "CSV, prepared", "xlsx": "XLSX"}


def run(*, full: bool) -> Report:
    """Write texts made for spreadsheets into the records, and read every export; FULL=1 does the same."""
    report = Report("F36", "exports are inert")
    for vendor in available_vendors():
        with (
            scratch_database(vendor) as scratch,
            Child(PROBE, environment=scratch.environment()) as portal,
        ):
            made = portal.ask("prepare")
            report.findings.append(
                note(f"{vendor}: texts, in {made['exports']} exports", made["texts"])
            )
            for file_format, name in FORMATS.items():
                told = portal.ask("judge", file_format=file_format)
                report.findings += [
                    exactly(
                        f"{vendor}, {name}: formulas in {told['cells']:,} cells",
                        told["formulas"],
                        0,
                    ),
                    exactly(f"{vendor}, {name}: lost of {told['texts']} texts", told["lost"], 0),
                ]
            report.findings += [
                exactly(f"{vendor}: texts that SQL guards otherwise", portal.ask("compare"), 0),
                _control(portal.ask("count_unguarded"), made["texts"]),
            ]
    report.skipped += missing_vendors()
    return report


def _control(risky: int, texts: int) -> Finding:
    return control(
        f"formulas among the {texts} texts as they are",
        risky,
        passes=risky >= LEAST_RISKY,
        goal=f"≥ {LEAST_RISKY}",
    )
