"""P11: what an editor presses, types and picks to make a wizard that no code mentions, counted by its journey.

The control has the editor press something so often besides that the limit is passed by one: each has to be counted,
and the journey has to fail for it, at the publication.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

from benchmarks.browser import find_chromium
from benchmarks.processes import ROOT
from benchmarks.report import Finding, Report, at_most, control, exactly

__all__ = ["run"]

JOURNEY = "tests/journeys/test_building.py"
SAYING = re.compile(r"^editor's acts, (?P<until>[^:]+): (?P<acts>\d+)$", re.MULTILINE)
PUBLISHED = "from nothing to published"
TOO_MUCH = f"too many acts {PUBLISHED}"
MOST_ACTS = 119
STRETCHES = 2


def run(*, full: bool) -> Report:
    """Let the journey be made, and its beginning once more with acts that are planted; FULL=1 does the same."""
    report = Report("P11", "a wizard from nothing, attached, applied for, changed")
    if find_chromium() is None:
        report.skipped.append("Chromium is not installed")
        return report
    done = _make_journey()
    if done.returncode:
        raise SystemExit(f"the journey failed:\n{done.stdout[-4000:]}")
    counted = _read(done.stdout)
    report.findings += _judge(counted)
    if PUBLISHED in counted:
        report.findings += _control(counted[PUBLISHED])
    return report


def _make_journey(planted: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--no-header", JOURNEY]
    environment = {**os.environ, "PLANTED_ACTS": str(planted)}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )


def _read(said: str) -> dict[str, int]:
    return {found["until"]: int(found["acts"]) for found in SAYING.finditer(said)}


def _judge(counted: Mapping[str, int]) -> Iterator[Finding]:
    for until, acts in counted.items():
        yield at_most(f"acts {until}", acts, MOST_ACTS)
    yield exactly("stretches that were counted", len(counted), STRETCHES)


def _control(usual: int) -> Iterator[Finding]:
    """Plant what passes the limit by one, and look whether the journey counts it and fails for nothing else."""
    planted = MOST_ACTS + 1 - usual
    done = _make_journey(planted)
    counted = _read(done.stdout).get(PUBLISHED, 0)
    yield control(
        f"acts {PUBLISHED}, {planted} of them planted",
        counted,
        passes=counted == usual + planted,
        goal=f"= {usual + planted}",
    )
    is_refused = done.returncode != 0 and TOO_MUCH in done.stdout
    yield control(
        "the journey with them fails at the limit", is_refused, passes=is_refused, goal="= 1"
    )
