"""The daily digest of problems with plugins: to those who watch over services, once a day, and never without cause."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.roles import Role
from portal.notifications import worker
from portal.notifications.models import OutboxMessage
from portal.notifications.operations import queue_message
from portal.notifications.problems import queue_problem_digest
from portal.plugins.guard import call_on_input
from portal.plugins.parking import Stage, park, unpark_all
from portal.users.models import User
from tests.factories.accounts import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _nothing_parked() -> Iterator[None]:
    yield
    unpark_all()


@pytest.fixture(autouse=True)
def _overseer(supervisor: User) -> None:
    """Let there be somebody to tell, and somebody who is not told."""
    make_account(Role.SPECIALIST)


def crash() -> None:
    """Stand for a plugin's piece; what it says of a person must not be sent."""
    raise LookupError("Maren Okafor-Lind")


def recipients() -> list[str]:
    """Return who is sent a digest."""
    found = OutboxMessage.objects.filter(kind="plugin_problems")
    return sorted(found.values_list("recipient", flat=True))


def test_nothing_is_sent_on_a_quiet_day(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert queue_problem_digest(at=timezone.now()) == 0


def test_who_watches_over_services_is_told_of_parked_plugins_and_failures(
    supervisor: User,
) -> None:
    park("acme.weather", Stage.IMPORT, "ZeroDivisionError: division by zero")
    for _time in range(3):
        call_on_input("credential_lookup:tools", crash)

    call_command("deliver_messages", "--once", stdout=StringIO())

    (message,) = mail.outbox
    assert message.to == [supervisor.email]
    assert message.subject == "Problems with plugins of the portal"
    assert "- weather: ZeroDivisionError: division by zero" in message.body
    assert "- credential_lookup, tools: LookupError (3)" in message.body
    assert "http://testserver/admin/plugins/" in message.body
    assert "Okafor" not in message.body


def test_digest_is_sent_once_a_day(supervisor: User) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())
    park("acme.weather", Stage.IMPORT, "x")

    for hours in (0, 1, 24, 25):
        queue_problem_digest(at=noon + timedelta(hours=hours))

    assert recipients() == [supervisor.email] * 2


def test_digest_would_repeat_without_its_key(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: the key is what keeps it to one a day."""
    now, queue = timezone.now(), iter(range(9))
    send = "portal.notifications.problems.queue_message"
    monkeypatch.setattr(
        send, lambda **facts: queue_message(**{**facts, "dedup_key": str(next(queue))})
    )
    park("acme.weather", Stage.IMPORT, "x")

    for _pass in range(2):
        queue_problem_digest(at=now)

    assert recipients() == [supervisor.email] * 2


def test_failures_of_the_day_before_are_not_repeated() -> None:
    call_on_input("credential_lookup:tools", crash)

    assert queue_problem_digest(at=timezone.now() + timedelta(days=1, minutes=1)) == 0


def test_worker_looks_at_its_first_pass_of_a_day(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    park("acme.weather", Stage.IMPORT, "x")
    days = worker._Days()

    for hours in (0, 0.001, 24):
        days.tell_problems(timezone.now() + timedelta(hours=hours))

    assert recipients() == [supervisor.email] * 2
