"""P11: what an editor presses, types and picks to make a wizard that no code mentions, counted by its journey."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.browser import find_chromium
from benchmarks.processes import ROOT
from benchmarks.report import Finding, Report, at_most, exactly

__all__ = ["run"]

JOURNEY = "tests/journeys/test_building.py"
SAYING = re.compile(r"^editor's acts, (?P<until>[^:]+): (?P<acts>\d+)$", re.MULTILINE)
MOST_ACTS = 119
STRETCHES = 2


def run(*, full: bool) -> Report:
    """Let the journey be made; FULL=1 does the same."""
    report = Report("P11", "a wizard from nothing, attached, applied for, changed")
    if find_chromium() is None:
        report.skipped.append("Chromium is not installed")
        return report
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--no-header", JOURNEY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the journey failed:\n{done.stdout[-4000:]}")
    report.findings += _judge(done.stdout)
    return report


def _judge(said: str) -> Iterator[Finding]:
    counted = {found["until"]: int(found["acts"]) for found in SAYING.finditer(said)}
    for until, acts in counted.items():
        yield at_most(f"acts {until}", acts, MOST_ACTS)
    yield exactly("stretches that were counted", len(counted), STRETCHES)
