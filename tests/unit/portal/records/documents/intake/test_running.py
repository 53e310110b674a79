"""The child that opens files: limited, told no secrets, and no fault of it reaches the caller but as a refusal."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.hostile_pdfs import make_pdf
from benchmarks.hostile_pictures import make
from portal.records.documents.intake import running
from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import MEGABYTE, Limits
from portal.records.documents.intake.refusing import FileRefusedError

LIMITS = Limits(most_bytes=MEGABYTE, most_pages=9, most_pixels=10**6)
ORDER = {
    "limits": {"most_memory": 300 * MEGABYTE, "most_seconds": 1, "most_bytes": 1000},
}


def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Put another program in the child's place."""
    (tmp_path / "played.py").write_text(body)
    monkeypatch.setattr(running, "MODULE", "played")
    monkeypatch.setitem(running.ENVIRONMENT, "PYTHONPATH", str(tmp_path))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("import os; os.abort()", Code.BROKEN),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Code.BROKEN),
        ("raise RuntimeError", Code.BROKEN),
        ("print('no JSON')", Code.BROKEN),
        ("print([1])", Code.BROKEN),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Code.TOOK_TOO_LONG),
        ("while True: pass", Code.TOOK_TOO_LONG),
        ("import time; time.sleep(60)", Code.BUSY),
        ("import os, time; os.fork() or time.sleep(60); time.sleep(60)", Code.BUSY),
    ],
)
def test_child_that_fails_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, code: Code
) -> None:
    play(tmp_path, monkeypatch, body)
    if "while True" in body:
        monkeypatch.setattr(running, "LEAST_SHARE", 0)

    with pytest.raises(FileRefusedError) as refusal:
        running.ask_child("judge_pdf", tmp_path, replace(LIMITS, most_seconds=1))

    assert refusal.value.code == code


def test_child_on_a_full_disk_blames_no_file(tmp_path: Path) -> None:
    to = Path("/dev/full")
    source = tmp_path / "photo"
    source.write_bytes(make("JPEG")())

    with pytest.raises(FileRefusedError) as refusal:
        running.ask_child("remake_image", source, LIMITS, decoder="JPEG", to=str(to))

    assert refusal.value.code == Code.NO_ROOM


def test_child_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "told to nobody")
    play(tmp_path, monkeypatch, "import json, os; print(json.dumps(dict(os.environ)))")

    told = running.ask_child("judge_pdf", tmp_path, LIMITS)

    assert set(told) - {"LC_CTYPE"} == {"PYTHONPATH", "LANG", "MALLOC_ARENA_MAX"}


@pytest.mark.parametrize(
    ("deed", "end"),
    [
        ("bytes(400 << 20)", "MemoryError"),
        ("[open('big', 'ab', 0).write(bytes(900)) for _ in range(3)]", "File too large"),
        ("[open('/dev/null') for _ in range(99)]", "Too many open files"),
    ],
)
def test_child_limits_itself(tmp_path: Path, deed: str, end: str) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(running.IMPORT_ROOT)!r});"
        "from portal.records.documents.intake.child import confine;"
        f"confine({ORDER['limits']!r}); kept = {deed}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert done.returncode == 1
    assert end in done.stderr


def test_child_without_memory_takes_too_long(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf())

    with pytest.raises(FileRefusedError) as refusal:
        running.ask_child("judge_pdf", path, replace(LIMITS, most_memory=24 * MEGABYTE))

    assert refusal.value.code in {Code.TOOK_TOO_LONG, Code.BROKEN}


def test_no_more_children_than_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS_TO_WAIT_FOR_A_TURN", 0.01)
    for _ in range(running.CHILDREN_AT_ONCE):
        running._turns.acquire()
    try:
        with pytest.raises(FileRefusedError) as refusal:
            running.ask_child("judge_pdf", tmp_path, LIMITS)
    finally:
        for _ in range(running.CHILDREN_AT_ONCE):
            running._turns.release()

    assert refusal.value.code == Code.BUSY


def test_child_loads_no_django(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf())
    order = {"task": "judge_pdf", "path": str(path), "limits": vars_of(LIMITS)}
    code = (
        "import sys; from portal.records.documents.intake.child import main;"
        f"main({order!r}); print('django' in sys.modules, file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(running.IMPORT_ROOT)},
    )

    assert json.loads(done.stdout) == {"pages": 1}
    assert done.stderr.strip() == "False"


def vars_of(limits: Limits) -> dict[str, int]:
    """Return the limits as the child is told them."""
    return {name: getattr(limits, name) for name in Limits.__slots__}
