"""P4: an export of every decided application, against the export of wagtail.contrib.forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.populations import populated_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly, note

__all__ = ["run"]

PROBE, PEER = "benchmarks.probes.exporting_at_size", "benchmarks.peers.form_export"
SHORT, LARGE = 10_000, 1_000_000
LEAST_TIMES: dict[Vendor, float] = {"SQLite": 4, "PostgreSQL": 20}
MOST_SECONDS, MOST_MEGABYTES = 0.5, 100
PEER_SETTINGS = "benchmarks.peers.form_settings"


def run(*, full: bool) -> Report:
    """Export what ten thousand people have filed; FULL=1 a million applications."""
    report = Report("P4", "an export of all decided applications")
    for vendor in available_vendors():
        report.findings += _measure(vendor, LARGE if full else SHORT, full=full)
    report.skipped += missing_vendors()
    if not full:
        report.skipped.append("a million applications: FULL=1")
    return report


def _measure(vendor: Vendor, people: int, *, full: bool) -> Iterator[Finding]:
    with populated_database(vendor, people, copied=True) as population:
        environment = population.scratch.environment()
        with Child(PROBE, environment=environment) as filing:
            filing.ask("file", least=LARGE if full else 0)
        with Child(PROBE, environment=environment) as portal:
            rows = portal.ask("prepare")
            ours = portal.ask("export")
            answers = portal.ask("export", with_answers=True)
        with Child(PROBE, environment=environment) as portal:
            portal.ask("prepare")
            workbook = portal.ask("prepare_file", file_format="xlsx")
    theirs = _ask_peer(vendor, rows)
    where = f"{vendor}, {rows:,} rows"
    yield exactly(f"{where}: rows in the file", ours["rows"] - 1, rows)
    yield at_most(
        f"{where}: seconds to the first byte", ours["first"], MOST_SECONDS, peer=theirs["first"]
    )
    yield at_most(
        f"{where}: megabytes more", ours["megabytes"], MOST_MEGABYTES, peer=theirs["megabytes"]
    )
    times = theirs["cpu"] / max(ours["cpu"], 0.001)
    yield note(f"{where}: CPU seconds", ours["cpu"], peer=theirs["cpu"])
    yield note(f"{where}: CPU seconds with a column a question", answers["cpu"])
    yield _share(where, times, LEAST_TIMES[vendor], full=full)
    yield from _judge_workbook(where, workbook, rows)
    yield control(
        f"{where}: megabytes more of the peer",
        theirs["megabytes"],
        passes=not full or theirs["megabytes"] > MOST_MEGABYTES,
        goal=f"> {MOST_MEGABYTES}" if full else "any",
    )


def _share(where: str, times: float, least: float, *, full: bool) -> Finding:
    name = f"{where}: times less CPU than the peer"
    return at_least(name, times, least) if full else note(name, times)


def _judge_workbook(where: str, workbook: dict[str, Any], rows: int) -> Iterator[Finding]:
    yield exactly(f"{where}: rows in the workbook", workbook["rows"], rows)
    yield at_most(f"{where}: megabytes more of the workbook", workbook["megabytes"], MOST_MEGABYTES)
    yield note(f"{where}: CPU seconds of the workbook, by a worker", workbook["cpu"])


def _ask_peer(vendor: Vendor, rows: int) -> dict[str, float]:
    with (
        scratch_database(vendor) as scratch,
        Child(
            PEER, environment={**scratch.environment(), "DJANGO_SETTINGS_MODULE": PEER_SETTINGS}
        ) as peer,
    ):
        address = peer.ask("prepare", rows=rows)
        told: dict[str, float] = peer.ask("export", address=address)
    return told
