"""F10: no wizard is completed with a step missing or wrong, whatever is opened and posted in whatever order."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, control, exactly, note

__all__ = ["run"]

PROBE, PEER = "benchmarks.probes.skipping", "benchmarks.peers.formtools_wizard"
MOST_SUBSETS, SHORT_SUBSETS = 2**8, 2**5
WALKS, SHORT_WALKS = 2_000, 150
SEED = 20_260


def run(*, full: bool) -> Report:
    """Try every published wizard; the database makes no difference here, so SQLite it is."""
    report = Report("F10", "no step can be skipped: subsets of missing steps and random walks")
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        keys = portal.ask("wizards")
        most = MOST_SUBSETS if full else SHORT_SUBSETS
        for key in keys:
            report.findings += _try(portal, key, most, WALKS if full else SHORT_WALKS // len(keys))
        report.findings.append(_without_protection(portal, keys[-1], most))
    report.findings.append(_stock())
    return report


def _try(portal: Child, key: str, most: int, walks: int) -> Iterator[Finding]:
    found = portal.ask("subsets", key=key, most=most)
    yield exactly(
        f"{key}: of {found['tried']} subsets, completed though incomplete", found["wrong"], 0
    )
    yield exactly(f"{key}: complete and refused", found["refused"], 0)
    yield at_least(f"{key}: complete and completed", found["right"], 1)
    walked = portal.ask("walks", key=key, count=walks, seed=SEED)
    yield exactly(
        f"{key}: of {walks} walks, completed with a step missing or wrong", walked["wrong"], 0
    )
    yield note(f"{key}: walks that completed rightly", walked["completed"] - walked["wrong"])
    yield exactly(f"{key}: answers of 500 and above", walked["errors"], 0)


def _without_protection(portal: Child, key: str, most: int) -> Finding:
    found = portal.ask("subsets", key=key, most=most, protected=False)
    return control(
        f"{key}: completed though incomplete, both guards switched off",
        found["wrong"],
        passes=found["wrong"] > 0,
        goal="> 0",
    )


def _stock() -> Finding:
    """formtools as it comes opens the last step of a wizard nobody has begun."""
    with (
        scratch_database("SQLite", migrated=False) as scratch,
        Child(PEER, environment=scratch.environment()) as peer,
    ):
        opened = peer.ask("opens_last")
    return control(
        "stock formtools: wizards of 3 whose last step opens at once",
        opened,
        passes=opened > 0,
        goal="> 0",
    )
