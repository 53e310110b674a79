"""Messages that wait, and a mail server that can fail."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.mail.backends import locmem
from django.core.mail.message import EmailMessage

from portal.notifications.catalogue import Kind
from portal.notifications.models import OutboxMessage
from portal.notifications.operations import queue_message

NOON = datetime(2026, 9, 1, 16, 0, tzinfo=UTC)


def queue(key: str = "one", *, recipient: str = "maren@example.org") -> OutboxMessage:
    """Queue a message at noon."""
    queue_message(
        kind=Kind.APPLICATION_SUBMITTED,
        dedup_key=key,
        recipient=recipient,
        language="en",
        context={"reference": "U96A8F9T6W"},
        at=NOON,
    )
    return OutboxMessage.objects.get(dedup_key=key)


class MailServer:
    """Stands before the in-memory mail server and refuses what a test says."""

    def __init__(self) -> None:
        self.refuses: Callable[[EmailMessage], Exception | None] = lambda _message: None

    def check(self, message: EmailMessage) -> None:
        """Raise what the test wants for this message."""
        error = self.refuses(message)
        if error is not None:
            raise error


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """Return the server, at first taking everything."""
    server, deliver = MailServer(), locmem.EmailBackend.send_messages

    def send_messages(backend: locmem.EmailBackend, messages: list[EmailMessage]) -> int:
        for message in messages:
            server.check(message)
        return deliver(backend, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)
    return server
