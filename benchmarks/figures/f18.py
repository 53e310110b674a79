"""F18: a full disk is safe: nothing half, nothing lost, plain answers, and all goes on once there is room again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.databases import Scratch, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, control, exactly, note
from benchmarks.server_disk import can_mount_for_server, server_disk

__all__ = ["run"]

PROBE = "benchmarks.probes.full_disk"
EACH, FULL_EACH = 13, 26
"""Files, steps, submissions and decisions: a little more than fifty deeds a disk."""
OF_CONTROLS = 6
EVERY = "every"
DISKS = {
    "private": "private store",
    "temporary": "temporary files and log",
    "database": "database",
    "server": "PostgreSQL's disk",
    EVERY: "no mount is allowed: a bound of all files",
}


def run(*, full: bool) -> Report:
    """Fill each disk in turn; FULL=1 with three times the deeds, and the disk of a PostgreSQL server too."""
    report = Report("F18", "a full disk is safe")
    each = FULL_EACH if full else EACH
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=_environment(scratch, "database/scratch.sqlite3")) as portal,
    ):
        disks = portal.ask("disks")
        if EVERY in disks:
            report.skipped.append("each disk by itself: no mount is allowed; RLIMIT_FSIZE instead")
        for disk in disks:
            report.findings += _found(DISKS[disk], portal.ask("fill", disk=disk, each=each))
        report.findings += _controls(portal)
    if full and can_mount_for_server():
        report.findings += _of_server(each)
    else:
        report.skipped.append("the disk of a PostgreSQL server: FULL=1, as root beside the server")
    return report


def _of_server(each: int) -> Iterator[Finding]:
    with server_disk() as disk:
        environment = _environment(disk.scratch) | {"BENCHMARKS_SERVER_DISK": str(disk.folder)}
        with Child(PROBE, environment=environment) as portal:
            yield from _found(DISKS["server"], portal.ask("fill", disk="server", each=each))


def _environment(scratch: Scratch, database: str = "") -> dict[str, str]:
    environment = scratch.environment(
        BENCHMARKS_FOLDER=str(scratch.folder),
        PRIVATE_ROOT=str(scratch.folder / "private"),
        TMPDIR=str(scratch.folder / "temporary"),
        READY_DISK_MEGABYTES="1",
    )
    if database:
        environment["DATABASE_URL"] = f"sqlite:///{scratch.folder}/{database}"
    return environment


def _found(disk: str, found: Mapping[str, Any]) -> Iterator[Finding]:
    told = dict(found["told"])
    done, refused = told.pop("done", 0), told.pop("told", 0)
    lost = told.pop("lost", 0)
    yield note(f"{disk}: deeds; done while it was full", f"{found['deeds']}; {done}")
    yield at_least(f"{disk}: refused in plain words", refused, 1)
    yield exactly(f"{disk}: answered otherwise {told or ''}".rstrip(), sum(told.values()), 0)
    yield exactly(f"{disk}: acknowledged and not kept", lost, 0)
    yield exactly(f"{disk}: pages that could be read, of 2", found["reads"], 2)
    yield exactly(f"{disk}: half files, and rows without theirs", found["half_files"], 0)
    yield exactly(f"{disk}: temporary files left behind", found["left_behind"], 0)
    yield exactly(f"{disk}: decisions and submissions not whole", found["split"], 0)
    yield exactly(f"{disk}: faults of the audit trail", found["trail"], 0)
    yield exactly(
        f"{disk}: not done again once there was room", found["undone"] - found["again"], 0
    )
    if disk not in {DISKS[EVERY], DISKS["server"]}:
        yield exactly(f"{disk}: /readyz tells, and is ready again", int(found["warned"]), 1)
    yield exactly(f"{disk}: logs go on", int(found["logs"]), 1)


def _controls(portal: Child) -> Iterator[Finding]:
    """Return what happens where a failed write is left as it is, and where a decision is many transactions."""
    half = portal.ask("write_naively", each=OF_CONTROLS)
    yield control(
        "half files where what can't be written whole is left", half, passes=half > 0, goal="> 0"
    )
    split = portal.ask("decide_in_parts", each=OF_CONTROLS)
    yield control(
        "decisions not whole where each write is by itself", split, passes=split > 0, goal="> 0"
    )
