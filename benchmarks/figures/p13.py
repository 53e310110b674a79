"""P13: ten thousand entries of the ledger are compared with the provider and the applications in seconds."""

from __future__ import annotations

from benchmarks.databases import available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, at_most, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.reconciling"
ENTRIES, FULL_ENTRIES = 10_000, 100_000
MOST_SECONDS = 10


def run(*, full: bool) -> Report:
    """Compare what agrees, plant what does not, and compare again; FULL=1 has ten times as many."""
    entries = FULL_ENTRIES if full else ENTRIES
    report = Report("P13", f"{entries:,} entries of the ledger reconciled")
    for vendor in available_vendors():
        with (
            scratch_database(vendor) as scratch,
            Child(PROBE, environment=scratch.environment()) as portal,
        ):
            made = portal.ask("prepare", entries=entries)
            clean = portal.ask("compare")
            planted = portal.ask("plant")
            found = portal.ask("compare")
        report.findings += [
            exactly(f"{vendor}: entries", made["entries"], entries),
            note(f"{vendor}: lines of settlement reports", made["lines"]),
            at_most(f"{vendor}: seconds to reconcile", clean["seconds"], MOST_SECONDS),
            note(f"{vendor}: SQL", clean["sql"]),
            exactly(f"{vendor}: differences where all agrees", clean["differences"], 0),
            exactly(
                f"{vendor}: differences found of {planted} planted ones",
                found["differences"],
                planted,
            ),
            control(
                f"{vendor}: what sums of the whole tell of them",
                found["by_sums"],
                passes=found["by_sums"] == 0,
                goal="= 0",
            ),
        ]
    report.skipped += missing_vendors()
    return report
