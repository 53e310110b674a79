"""Delivery: at least once, a failure postpones its message alone, a repeat is known by its Message-ID."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection

from portal.notifications import delivery
from portal.notifications.delivery import RETRY_AFTER, deliver_due, message_id
from portal.notifications.models import OutboxMessage
from portal.notifications.queries import get_oldest_waiting_since
from tests.integration.portal.notifications.conftest import NOON, MailServer, queue

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def sent_to() -> list[str]:
    """Return to whom mail went."""
    return [address for message in mail.outbox for address in message.to]


def test_waiting_message_is_sent_once(mail_server: MailServer) -> None:
    message = queue()

    first, second = deliver_due(at=NOON), deliver_due(at=NOON + MINUTE)

    assert (first.sent, second.handled) == (1, 0)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["maren@example.org"], "We have your application U96A8F9T6W")
    assert sent.message()["Message-ID"] == message_id(message)
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.failure) == (NOON, 1, "")


def test_message_is_not_sent_before_it_is_due() -> None:
    queue()

    assert deliver_due(at=NOON - MINUTE).handled == 0


def test_limit_bounds_a_batch_oldest_first() -> None:
    for number in range(3):
        queue(f"m{number}", recipient=f"m{number}@example.org")

    deliver_due(at=NOON, limit=2)

    assert sent_to() == ["m0@example.org", "m1@example.org"]


def test_failure_postpones_its_message_and_no_other(mail_server: MailServer) -> None:
    queue("bad", recipient="bad@example.org")
    queue("good", recipient="good@example.org")
    mail_server.refuses = lambda message: OSError("no route") if "bad" in message.to[0] else None

    report = deliver_due(at=NOON)

    assert (report.sent, report.failed, sent_to()) == (1, 1, ["good@example.org"])
    bad = OutboxMessage.objects.get(dedup_key="bad")
    assert (bad.sent_at, bad.due_at, bad.failure) == (
        None,
        NOON + RETRY_AFTER[0],
        "OSError: no route",
    )


def test_failed_message_is_sent_when_the_server_is_back(mail_server: MailServer) -> None:
    queue()
    mail_server.refuses = lambda _message: OSError("down")
    deliver_due(at=NOON)
    mail_server.refuses = lambda _message: None

    too_early = deliver_due(at=NOON + RETRY_AFTER[0] - MINUTE / 2)
    in_time = deliver_due(at=NOON + RETRY_AFTER[0])

    assert (too_early.handled, in_time.sent) == (0, 1)
    assert OutboxMessage.objects.get().failure == ""


def test_message_is_given_up_after_the_last_retry(mail_server: MailServer) -> None:
    message = queue()
    mail_server.refuses = lambda _message: OSError("down")
    at, tried = NOON, 0
    while deliver_due(at=at).failed:
        tried += 1
        message.refresh_from_db()
        at = message.due_at

    assert tried == len(RETRY_AFTER) + 1
    assert message.failed_at is not None
    assert get_oldest_waiting_since() is None


def test_message_that_cannot_be_written_fails_alone(mail_server: MailServer) -> None:
    queue("odd")
    queue("good", recipient="good@example.org")
    OutboxMessage.objects.filter(dedup_key="odd").update(kind="of another version")

    report = deliver_due(at=NOON)

    assert (report.sent, report.failed, sent_to()) == (1, 1, ["good@example.org"])


def test_server_that_takes_nothing_counts_as_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    queue()
    monkeypatch.setattr(EmailMessage, "send", lambda _self: 0)

    assert deliver_due(at=NOON).failed == 1


def test_worker_that_dies_after_sending_repeats_under_the_same_message_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue()
    send = delivery._send

    def send_and_die(*arguments: object) -> None:
        send(*arguments)
        raise SystemExit

    monkeypatch.setattr(delivery, "_send", send_and_die)
    with pytest.raises(SystemExit):
        deliver_due(at=NOON)
    monkeypatch.setattr(delivery, "_send", send)

    while_claimed = deliver_due(at=NOON + MINUTE)
    afterwards = deliver_due(at=NOON + delivery.CLAIM)

    assert (while_claimed.handled, afterwards.sent, len(mail.outbox)) == (0, 1, 2)
    assert len({sent.message()["Message-ID"] for sent in mail.outbox}) == 1


def test_each_row_has_a_message_id_of_its_own() -> None:
    assert message_id(queue("a")) != message_id(queue("b"))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(mail_server: MailServer) -> None:
    queue()
    inside: list[bool] = []

    def note(_message: EmailMessage) -> None:
        inside.append(connection.in_atomic_block)

    mail_server.refuses = note
    deliver_due(at=NOON)

    assert inside == [False]


def test_waiting_since_is_when_the_oldest_became_due(mail_server: MailServer) -> None:
    assert get_oldest_waiting_since() is None
    queue()
    assert get_oldest_waiting_since() == NOON

    mail_server.refuses = lambda _message: OSError("down")
    deliver_due(at=NOON)

    assert get_oldest_waiting_since() == NOON + RETRY_AFTER[0]


def test_command_sends_everything_that_is_due_and_ends() -> None:
    for number in range(25):
        queue(f"m{number}")
    output = StringIO()

    call_command("deliver_messages", once=True, stdout=output)

    assert output.getvalue() == "25 sent, 0 postponed or given up.\n"
    assert isinstance(OutboxMessage.objects.last().sent_at, datetime)
