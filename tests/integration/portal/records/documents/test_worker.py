"""The thread that has documents scanned: it goes on after a fault, and pauses where nobody waits."""

import threading
import time

import pytest

from portal.records.documents import worker
from portal.records.documents.worker import EMBEDDED_SCANNER, scan_until
from portal.records.models import Document
from tests.factories.documents import receive

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_thread_scans_what_is_received_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.02)
    EMBEDDED_SCANNER.start()
    try:
        document = receive(b"a transcript")
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if Document.objects.filter(pk=document.pk, scan_state="clean").exists():
                break
            time.sleep(0.02)
    finally:
        EMBEDDED_SCANNER.end()

    assert Document.objects.get(pk=document.pk).scan_state == "clean"


def test_fault_is_waited_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, pauses = threading.Event(), []

    def fail(**_options: object) -> int:
        raise OSError("the store is away")

    def wait(seconds: float) -> bool:
        pauses.append(seconds)
        if len(pauses) == 2:
            stop.set()
        return stop.is_set()

    monkeypatch.setattr(worker, "scan_waiting", fail)
    monkeypatch.setattr(stop, "wait", wait)
    thread = threading.Thread(target=scan_until, args=[stop])
    thread.start()
    thread.join(10)

    assert pauses == [30.0, 30.0]
    assert "documents could not be scanned" in caplog.text


@pytest.mark.parametrize(("done", "pause"), [(0, 2.0), (1, 2.0), (20, 0.0)])
def test_more_that_waits_is_scanned_at_once(
    monkeypatch: pytest.MonkeyPatch, done: int, pause: float
) -> None:
    monkeypatch.setattr(worker, "scan_waiting", lambda **_options: done)

    assert worker._scan_once() == pause
