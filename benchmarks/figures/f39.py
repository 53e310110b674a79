"""F39: the audit trail tells when it was changed behind the portal's back, and where."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.tampering"


def run(*, full: bool) -> Report:
    """Change a sealed trail in every way; FULL=1 does it on PostgreSQL too."""
    report = Report("F39", "a changed audit trail is found, with its place")
    for vendor in ("SQLite", "PostgreSQL") if full else ("SQLite",):
        with scratch_database(vendor) as scratch, TemporaryDirectory() as heads:
            environment = scratch.environment(AUDIT_HEADS=heads)
            with Child(PROBE, environment=environment) as portal:
                _tamper(report, portal, vendor)
    if not full:
        report.skipped.append("the same on PostgreSQL: FULL=1")
    report.skipped.append("erasure and retention: they come with their own operations")
    return report


def _tamper(report: Report, portal: Child, vendor: str) -> None:
    faults, names = portal.ask("prepare"), portal.ask("names")
    report.findings.append(exactly(f"faults of the trail as it was sealed, {vendor}", faults, 0))
    found = {name: portal.ask("tamper", name=name) for name in names}
    for name, told in found.items():
        where = told[0].partition(":")[0] if told else "nowhere"
        report.findings.append(exactly(f"{name}: found at {where}", int(bool(told)), 1))
    missed = sum(not portal.ask("tamper_unkeyed", name=name) for name in names)
    report.findings.append(
        control(
            f"missed of {len(names)} where digests carry no key and no head is kept",
            missed,
            passes=missed >= len(names) // 2,
            goal=f"≥ {len(names) // 2}",
        )
    )
    report.findings.append(exactly("faults after a change of the key", portal.ask("rotate"), 0))
