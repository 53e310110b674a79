"""F33: what people send cannot harm: hostile files are refused, good ones are taken and keep no place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.databases import scratch_database
from benchmarks.hostile_senders import send_badly
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.intake"
LEAST_FILES = 60
MOST_SECONDS = 6
"""Five for the child, and its start."""
MOST_GROWTH, MOST_OF_A_CHILD = 50, 700


def run(*, full: bool) -> Report:
    """Hand every file to what looks into them; FULL=1 adds good files as large as may be."""
    report = Report("F33", "files that people send: hostile, altered and good ones")
    with (
        scratch_database("SQLite", migrated=False) as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
        Child(PROBE, environment=scratch.environment()) as worker,
        TemporaryDirectory() as folder,
    ):
        hostile = portal.ask("send_hostile")
        good = portal.ask("send_good", large=full)
        portal.ask("write_large", folder=folder)
        grown = worker.ask("grow", folder=folder)
        opened = worker.ask("grow_by_opening", folder=folder)
        over_http = list(send_badly(Path(folder)))
    report.findings += [
        at_least("hostile files", hostile["files"], LEAST_FILES),
        exactly("hostile files that were taken", len(hostile["taken"]), 0),
        exactly("hostile files refused for another reason", len(hostile["otherwise"]), 0),
        note("good files; altered pictures among them", f"{good['files']}; {good['altered']}"),
        exactly("good files that were refused", len(good["refused"]), 0),
        exactly("taken files in which something acts or is hung on", len(good["active"]), 0),
        exactly("taken pictures that tell a place or a camera", len(good["telling"]), 0),
        at_most("seconds of the slowest file", hostile["seconds"], MOST_SECONDS),
        at_most(
            f"MB that a worker grows by {grown['files']} files as large as may be",
            grown["worker"],
            MOST_GROWTH,
        ),
        at_most("MB of the largest child", max(good["child"], grown["child"]), MOST_OF_A_CHILD),
        *over_http,
        *_controls(hostile["by_name"], opened, good["places"]),
    ]
    for what in ("taken", "otherwise"):
        report.skipped += [f"{what}: {label}" for label in hostile[what]]
    report.skipped += [f"refused: {label}" for label in good["refused"]]
    if not full:
        report.skipped.append("good files as large as may be: FULL=1")
    return report


def _controls(by_name: int, opened: float, places: int) -> list[Finding]:
    """Return what happens without the child: files judged by their names, pictures opened in the worker or kept."""
    return [
        control(
            "hostile files taken by their ending and declared type alone",
            by_name,
            passes=by_name > LEAST_FILES / 2,
            goal=f"> {LEAST_FILES // 2}",
        ),
        control(
            "MB that it grows by opening the pictures itself",
            opened,
            passes=opened > MOST_GROWTH,
            goal=f"> {MOST_GROWTH}",
        ),
        control(
            "pictures of phones that tell their place as they come",
            places,
            passes=places > 0,
            goal="> 0",
        ),
    ]
