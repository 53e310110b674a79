"""Starts the child process that opens a file, waits for its answer, and turns whatever befalls it into a refusal.

The libraries that parse files are loaded there only: a fault of theirs ends the child, not the web worker.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import Limits
from portal.records.documents.intake.refusing import FileRefusedError

__all__ = ["ask_child"]

logger = logging.getLogger(__name__)

MODULE = "portal.records.documents.intake.child"
IMPORT_ROOT = Path(__file__).resolve().parents[4]
ENVIRONMENT = {
    "PYTHONPATH": str(IMPORT_ROOT),
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",  # arenas reserve address space, which is limited
}
"""All that a child is told; none of the settings, and so none of their secrets."""
CHILDREN_AT_ONCE = 2
SECONDS_TO_WAIT_FOR_A_TURN = 20
MOST_ANSWER, MOST_COMPLAINT = 64 * 1024, 2_000
LEAST_SHARE = 0.4
"""A child that got less of the processor in its time was held up by others: the file is not to blame."""
ENDED_BY_A_LIMIT = frozenset({-signal.SIGXCPU, -signal.SIGKILL})

_turns = threading.BoundedSemaphore(CHILDREN_AT_ONCE)


def ask_child(task: str, path: Path, limits: Limits, **details: Any) -> Mapping[str, Any]:
    """Return what the child found; raise FileRefusedError when it refuses, crashes or meets a limit."""
    order = {"task": task, "path": str(path.resolve()), "limits": asdict(limits), **details}
    with _turn(), _pipe() as (answer, told), tempfile.TemporaryFile() as complaint:
        status = _run(json.dumps(order), told, complaint, limits.most_seconds)
        if status in ENDED_BY_A_LIMIT:
            raise FileRefusedError(Code.TOOK_TOO_LONG)
        found = _read_answer(answer) if status == 0 else None
        if found is None:
            complaint.seek(0)
            words = complaint.read()[-MOST_COMPLAINT:].decode(errors="replace")
            logger.warning("a file ended its child with status %s: %s", status, words)
            raise FileRefusedError(Code.BROKEN)
    if "refused" in found:
        raise FileRefusedError(Code(found["refused"]))
    return found


@contextmanager
def _turn() -> Iterator[None]:
    """Let only so many children of this process live at once; each may take hundreds of megabytes."""
    if not _turns.acquire(timeout=SECONDS_TO_WAIT_FOR_A_TURN):
        raise FileRefusedError(Code.BUSY)
    try:
        yield
    finally:
        _turns.release()


@contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    """Give a pipe for one line, which a full disk can't cut short; the end that is read never waits."""
    reading, writing = os.pipe()
    try:
        os.set_blocking(reading, False)
        yield reading, writing
    finally:
        os.close(reading)
        os.close(writing)


def _run(order: str, answer: int, complaint: IO[bytes], seconds: int) -> int:
    """Run the child to its end, or for so many seconds; return its status. It limits itself at its start."""
    child = subprocess.Popen(  # noqa: S603 (the interpreter and a module of ours)
        [sys.executable, "-s", "-P", "-m", MODULE, order],
        stdin=subprocess.DEVNULL,
        stdout=answer,
        stderr=complaint,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        if _end(child) < seconds * LEAST_SHARE:
            raise FileRefusedError(Code.BUSY) from None
        return -signal.SIGKILL
    finally:
        if child.poll() is None:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> float:
    """End a child that still runs, with all that it may have started; return how long the processor worked for it."""
    os.killpg(child.pid, signal.SIGKILL)
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _read_answer(answer: int) -> dict[str, Any] | None:
    try:
        found = json.loads(os.read(answer, MOST_ANSWER))
    except (BlockingIOError, ValueError):
        return None
    return found if isinstance(found, dict) else None
