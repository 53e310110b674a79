"""P9: starting, against what `wagtail start` makes with the same libraries installed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.databases import Scratch, scratch_database
from benchmarks.fresh_clone import measure_make_run
from benchmarks.peers.bare_wagtail import BareProject, make_bare_project
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly, note
from benchmarks.web import fetch, free_port, serve, wait_for, worker_megabytes

__all__ = ["run"]

PROBE = "benchmarks.probes.installed"
MANAGE = [sys.executable, str(ROOT / "site" / "manage.py")]
MOST_OF_PEER, MOST_OF_MIGRATE = 1.15, 1.3
MOST_OF_CHECK, SECONDS_TO_RUN = 2.5, 90


def run(*, full: bool) -> Report:
    """Alternate with the bare project; FULL=1 also runs `make run` in a fresh copy, twice."""
    report = Report("P9", "start, all built-in plugins on")
    with scratch_database("SQLite") as scratch, scratch_database("SQLite", migrated=False) as empty:
        with Child(PROBE, environment=scratch.environment()) as portal:
            third_party, plugins = portal.ask("third_party"), portal.ask("plugins")
        bare = make_bare_project(scratch.folder / "bare", **third_party)
        report.findings.append(_check(scratch, bare, rounds=7 if full else 3))
        report.findings.append(_migrate(empty, bare, rounds=3 if full else 1))
        report.findings += _memory(scratch, bare, rounds=3 if full else 1)
        for plugin in plugins:
            report.findings += _disabled(scratch, plugin)
    if full:
        report.findings += _make_run()
    else:
        report.skipped.append("make run in a fresh clone, and its second start: FULL=1")
    return report


def _check(scratch: Scratch, bare: BareProject, rounds: int) -> Finding:
    ours, theirs = [], []
    for _round in range(rounds):
        ours.append(_cpu_seconds([*MANAGE, "check"], scratch.environment()))
        theirs.append(_cpu_seconds(bare.manage("check"), bare.environment()))
    return at_most(
        f"CPU s of check, median of {rounds}",
        median(ours),
        MOST_OF_PEER,
        peer=median(theirs),
        of_peer=True,
    )


def _migrate(empty: Scratch, bare: BareProject, rounds: int) -> Finding:
    ours, theirs = [], []
    file = empty.folder / "scratch.sqlite3"
    command = ["migrate", "--verbosity=0", "--no-input"]
    for _round in range(rounds):
        for database in (file, bare.database):
            for leftover in database.parent.glob(f"{database.name}*"):
                leftover.unlink()
        ours.append(_cpu_seconds([*MANAGE, *command], empty.environment()))
        theirs.append(_cpu_seconds(bare.manage(*command), bare.environment()))
    what = f"CPU s of migrate from an empty database, median of {rounds}"
    return at_most(what, median(ours), MOST_OF_MIGRATE, peer=median(theirs), of_peer=True)


def _memory(scratch: Scratch, bare: BareProject, rounds: int) -> Iterator[Finding]:
    subprocess.run(
        [*MANAGE, "load_demo_content"],
        env=scratch.environment(),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    ours, theirs = [], []
    for _round in range(rounds):
        ours.append(_worker("config.wsgi:application", ROOT / "site", scratch.environment()))
        theirs.append(_worker("bare.wsgi:application", bare.folder, bare.environment()))
    yield at_most(
        "MB of a worker after its first page",
        median(each[0] for each in ours),
        MOST_OF_PEER,
        peer=median(each[0] for each in theirs),
        of_peer=True,
    )
    yield note(
        "seconds until the first page answers",
        median(each[1] for each in ours),
        peer=median(each[1] for each in theirs),
    )


def _worker(application: str, folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Return a worker's memory after the home page, and the seconds until that answered."""
    port = free_port()
    with serve(application, port=port, folder=folder, environment=environment) as server:
        seconds = wait_for(f"http://127.0.0.1:{port}/", server)
        fetch(f"http://127.0.0.1:{port}/")
        return worker_megabytes(server), seconds


def _disabled(scratch: Scratch, plugin: str) -> Iterator[Finding]:
    name = plugin.rpartition(".")[2]
    off = scratch.environment(PORTAL_DISABLED_PLUGINS=name)
    with (
        Child(PROBE, environment=off) as without,
        Child(PROBE, environment=scratch.environment()) as on,
    ):
        yield exactly(
            f"modules imported of the disabled plugin {name}",
            without.ask("imported", name=plugin),
            0,
        )
        found = on.ask("imported", name=plugin)
        yield control(
            f"modules imported of {name} when it is on", found, passes=found > 0, goal="> 0"
        )


def _make_run() -> Iterator[Finding]:
    found = measure_make_run()
    yield at_most(
        "seconds of make run from a fresh copy until it answers", found.first, SECONDS_TO_RUN
    )
    yield note(
        "seconds of the second make run, of check right after", found.second, peer=found.check
    )
    yield at_most("the second make run / check", found.second / found.check, MOST_OF_CHECK)


def _cpu_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        env=dict(environment),
        cwd=os.fspath(ROOT),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
