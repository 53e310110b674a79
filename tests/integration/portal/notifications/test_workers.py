"""Several workers at once, and the thread of the web process."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from portal.notifications import delivery, regular, worker
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.embedded import EmbeddedThread
from tests.integration.portal.notifications.conftest import NOON, queue
from tests.together import PATIENCE_SECONDS, run_together

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
WORKERS, ROUNDS, MESSAGES = 4, 5, 8


def times_sent() -> Counter[str]:
    """Return how often each message left."""
    return Counter(message.message()["Message-ID"] for message in mail.outbox)


@pytest.mark.race
def test_workers_at_once_send_each_message_once() -> None:
    for number in range(ROUNDS):
        for message in range(MESSAGES):
            queue(f"{number}-{message}")

        reports = run_together([partial(deliver_due, at=NOON, limit=MESSAGES)] * WORKERS)

        assert sum(report.sent for report in reports) == MESSAGES, reports
    assert set(times_sent().values()) == {1}
    assert len(times_sent()) == ROUNDS * MESSAGES


@pytest.mark.race
def test_workers_at_once_repeat_messages_without_the_claims_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everyone_has_read = threading.Barrier(WORKERS)

    def claim_without_lock(at: object, limit: int) -> list[OutboxMessage]:
        claimed = list(delivery._due(at)[:limit])
        everyone_has_read.wait(PATIENCE_SECONDS)
        OutboxMessage.objects.filter(pk__in=[row.pk for row in claimed]).update(
            attempts=F("attempts") + 1
        )
        return claimed

    monkeypatch.setattr(delivery, "_claim", claim_without_lock)
    for message in range(MESSAGES):
        queue(str(message))

    run_together([partial(deliver_due, at=NOON, limit=MESSAGES)] * WORKERS)

    assert set(times_sent().values()) == {WORKERS}


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> object:
    """Let the thread poll quickly, and stop it afterwards."""
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(worker, "AFTER_FAULT_SECONDS", 0.01)
    yield worker.EMBEDDED_OUTBOX
    worker.EMBEDDED_OUTBOX.end()


def wait_until_sent(count: int) -> None:
    """Wait until so many messages have left."""
    pause = threading.Event()
    for _attempt in range(PATIENCE_SECONDS * 100):
        if len(mail.outbox) >= count and not OutboxMessage.objects.waiting().exists():
            return
        pause.wait(0.01)
    pytest.fail("the messages did not leave")


def outbox_threads() -> list[threading.Thread]:
    """Return the running outbox threads."""
    return [thread for thread in threading.enumerate() if thread.name == "outbox"]


def test_embedded_worker_sends_what_is_queued(embedded: EmbeddedThread) -> None:
    worker.EMBEDDED_OUTBOX.start()

    queue()

    wait_until_sent(1)


def test_embedded_worker_is_started_once_and_stops(embedded: EmbeddedThread) -> None:
    worker.EMBEDDED_OUTBOX.start()
    worker.EMBEDDED_OUTBOX.start()
    assert len(outbox_threads()) == 1

    worker.EMBEDDED_OUTBOX.end()
    assert outbox_threads() == []


def test_embedded_worker_can_be_started_again(embedded: EmbeddedThread) -> None:
    worker.EMBEDDED_OUTBOX.start()
    worker.EMBEDDED_OUTBOX.end()

    worker.EMBEDDED_OUTBOX.start()

    assert len(outbox_threads()) == 1


def test_embedded_worker_survives_a_fault(
    embedded: EmbeddedThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = iter([RuntimeError("the database went away")])

    def deliver(**arguments: object) -> object:
        for fault in faults:
            raise fault
        return deliver_due(at=timezone.now())

    monkeypatch.setattr(worker, "deliver_due", deliver)
    queue()

    worker.EMBEDDED_OUTBOX.start()

    wait_until_sent(1)


def test_work_that_is_kept_waiting_keeps_no_message_waiting(
    embedded: EmbeddedThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, released = threading.Event(), threading.Event()

    def wait_for_somebody_outside() -> None:
        began.set()
        released.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(regular, "WORK", {})
    monkeypatch.setattr(worker, "APART_SECONDS", 0.01)
    hour = timedelta(hours=1)
    regular.register_work("slow", every=hour, do=wait_for_somebody_outside, is_apart=True)

    worker.EMBEDDED_OUTBOX.start()
    began.wait(PATIENCE_SECONDS)
    queue()

    wait_until_sent(1)
    released.set()


def test_a_forked_child_knows_of_no_thread(embedded: EmbeddedThread) -> None:
    worker.EMBEDDED_OUTBOX.start()
    worker.EMBEDDED_OUTBOX.end()
    embedded.lock.acquire()

    embedded.begin_anew()

    assert embedded.thread is None
    assert not embedded.lock.locked()
