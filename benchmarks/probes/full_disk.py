"""Fills a disk while people send files, save steps, submit and decide; says what they were told and what is left."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from unittest import mock

from benchmarks.volumes import Limit, Volume, enter_own_mounts, mount

FOLDER = Path(os.environ["BENCHMARKS_FOLDER"])
SIZES = {"private": 96, "temporary": 32, "database": 96}
SERVER_DISK = os.environ.get("BENCHMARKS_SERVER_DISK")
"""The disk of a database server, which is mounted for it beforehand."""


def _prepare_disks() -> dict[str, Volume | Limit]:
    """Mount the disks and put the database on its own."""
    if SERVER_DISK:
        return {"server": Volume(Path(SERVER_DISK))}
    disks: dict[str, Volume | Limit] = {"every": Limit()}
    if enter_own_mounts():
        disks = {name: Volume(FOLDER / name) for name in SIZES}
        for name, megabytes in SIZES.items():
            mount(FOLDER / name, megabytes)
    (FOLDER / "database").mkdir(exist_ok=True)
    shutil.copyfile(FOLDER / "scratch.sqlite3", FOLDER / "database" / "scratch.sqlite3")
    return disks


DISKS = _prepare_disks()
for _name in ("private", "temporary"):
    (FOLDER / _name).mkdir(exist_ok=True)

from config.loading import load_apps  # noqa: E402 (the disks are there before anything is written)

load_apps()

import logging  # noqa: E402 (the apps are loaded above)

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.deeds import Cast, make_deeds  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from config.health import check_disk  # noqa: E402
from portal.notifications.models import OutboxMessage  # noqa: E402
from portal.records.applications.decisions import Decision  # noqa: E402
from portal.records.applications.models import Application, TimelineEvent  # noqa: E402
from portal.records.audit.models import AuditEvent  # noqa: E402
from portal.records.audit.verifying import verify_trail  # noqa: E402
from portal.records.documents import storing  # noqa: E402
from portal.records.documents.consistency import check_documents  # noqa: E402

LEFT = {
    "private": 40_960,
    "temporary": 8_192,
    "database": 122_880,
    "every": 8_192,
    "server": 16_384,
}
"""Bytes that are left: the first of them still fit, so that the disk becomes full in the middle of something."""
TEMPORARY, LOG = FOLDER / "temporary", "portal.log"
ROUNDS = (81_920, 98_304, 110_592, 122_880, 135_168)
cast = Cast()


def disks() -> list[str]:
    """Return the disks that can be filled: all at once is one of its own."""
    return list(DISKS)


def fill(disk: str, each: int) -> dict[str, Any]:
    """Fill a disk, do so many of each deed, make room and do again what was not done; tell what came of it."""
    deeds = make_deeds(cast, disk, each)
    volume = DISKS[disk]
    _log_to_disk()
    _fill(volume, LEFT[disk])
    told = Counter(deed.do() for deed in deeds)
    reads = sum(
        cast.member.get(path).status_code == 200 for path in ("/account/", "/account/documents/")
    )
    warned = check_disk() != "ok"
    volume.empty()
    undone = [deed for deed in deeds if not deed.is_done()]
    again = Counter(deed.do() for deed in undone)
    return {
        "deeds": len(deeds),
        "told": told,
        "undone": len(undone),
        "again": again["done"],
        "reads": reads,
        "warned": warned and check_disk() == "ok",
        "logs": _is_logging(),
        **_faults(),
    }


def write_naively(each: int) -> int:
    """Send files while the private store is full and what can't be written whole is left; return how many are left."""
    deeds = make_deeds(cast, "naive", each, kinds=("upload",))
    disk = DISKS.get("private") or DISKS["every"]
    _fill(disk, LEFT["private"])
    with mock.patch.object(storing, "_keep", _keep_naively):
        for deed in deeds:
            deed.do()
    disk.empty()
    return _half_files()


def decide_in_parts(each: int) -> int:
    """Decide while the database is full and nothing is one transaction; return how many are not whole."""
    rounds = [
        (left, make_deeds(cast, f"parts{left}", each, kinds=("decision",))) for left in ROUNDS
    ]
    disk = DISKS.get("database") or DISKS["every"]
    nothing: dict[str, Any] = {"__enter__": lambda _self: None, "__exit__": lambda *_self: None}
    with mock.patch.multiple(transaction.Atomic, **nothing):
        for left, deeds in rounds:
            _fill(disk, left)
            for deed in deeds:
                deed.do()
            disk.empty()
    return _split_decisions()


def _fill(volume: Volume | Limit, left: int) -> None:
    """Fill a disk; the database's own room for what it has not yet put in its place is given back first."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    volume.fill(left=left)


def _log_to_disk() -> None:
    """Let everything that this process logs go to the disk for temporary files, as a service's log does."""
    handle = os.open(TEMPORARY / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(handle, sys.stderr.fileno())
    os.close(handle)


def _is_logging() -> bool:
    """Tell whether what is logged now is found in the log."""
    line = f"written at {timezone.now().isoformat()}"
    logging.getLogger("portal").error(line)
    return line in (TEMPORARY / LOG).read_text(errors="replace")


def _keep_naively(folder: str, stream: IO[bytes]) -> str:
    """Write a file where it stays, as a portal does that expects every write to end well."""
    name = f"{folder}/{os.urandom(1).hex()}"
    name = f"{name}/{name[-2:]}{os.urandom(15).hex()}"
    path = Path(settings.PRIVATE_ROOT, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return name


def _faults() -> dict[str, int]:
    return {
        "half_files": _half_files(),
        "left_behind": sum(path.name != LOG for path in TEMPORARY.rglob("*") if path.is_file()),
        "split": _split_decisions() + _split_submissions(),
        "trail": len(list(verify_trail(settings.AUDIT_HEADS))),
    }


def _half_files() -> int:
    """Return how many rows and files disagree, of any age."""
    later = timezone.now() + timedelta(days=2)
    return len(list(check_documents(at=later, every_file=True)))


def _split_decisions() -> int:
    """Return how many applications are decided in one place and not in another."""
    approved = AuditEvent.objects.filter(action="application.approved")
    decided = [
        {*Decision.objects.values_list("application_id", flat=True)},
        {int(key) for key in approved.values_list("record_id", flat=True)},
        {*TimelineEvent.objects.filter(kind="approved").values_list("application_id", flat=True)},
        {*Application.objects.filter(stage="closed").values_list("pk", flat=True)},
        _told("application_approved"),
    ]
    return len(set.union(*decided) - set.intersection(*decided))


def _split_submissions() -> int:
    """Return how many applications are submitted in one place and not in another."""
    audited = AuditEvent.objects.filter(action="application.submitted")
    sent = [
        {*Application.objects.exclude(submitted_at=None).values_list("pk", flat=True)},
        {int(key) for key in audited.values_list("record_id", flat=True)},
        {*TimelineEvent.objects.filter(kind="submitted").values_list("application_id", flat=True)},
        _told("application_submitted"),
    ]
    return len(set.union(*sent) - set.intersection(*sent))


def _told(kind: str) -> set[int]:
    """Return the applications that a message tells of."""
    keys = OutboxMessage.objects.filter(kind=kind).values_list("dedup_key", flat=True)
    return {int(str(key).rpartition(":")[2]) for key in keys}


if __name__ == "__main__":
    answer_requests({
        each.__name__: each for each in (disks, fill, write_naively, decide_in_parts)
    })  # fmt: skip
