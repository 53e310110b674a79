"""Who oversees services is told once of each release that failed, whoever tried; the regular work looks for them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from config.schedule import carry_out_releases
from portal.accounts.roles import Role
from portal.notifications.models import OutboxMessage
from portal.notifications.releases import queue_release_failures
from portal.records.models import Release
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.releases import list_notes, note, plan, with_notes

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _notes() -> Iterator[None]:
    make_account(Role.SPECIALIST)
    with with_notes():
        yield


def test_nothing_is_sent_while_nothing_failed(
    supervisor: User, django_assert_num_queries: Any
) -> None:
    plan(supervisor, note("a"))

    with django_assert_num_queries(1):
        assert queue_release_failures(at=timezone.now()) == 0


def test_failure_is_told_once_with_place_and_reason(supervisor: User) -> None:
    release = plan(supervisor, note("a"), note("b"))
    release.parts.filter(subject="b").update(facts={"is_wrong": True})
    Release.objects.update(due_at=timezone.now())

    carry_out_releases()
    carry_out_releases()

    assert list_notes() == []
    found = OutboxMessage.objects.filter(kind="release_failed")
    assert list(found.values_list("recipient", flat=True)) == [supervisor.email]
    call_command("deliver_messages", "--once", verbosity=0)
    (message,) = [each for each in mail.outbox if "Rules of July" in each.subject]
    assert "Note “b”\nThe note is wrong. 5 < 7\n" in message.body
    assert f"/admin/releases/{release.public_id}/\n" in message.body


def test_second_failure_is_told_again_and_an_old_one_is_not(supervisor: User) -> None:
    release = plan(supervisor, note("a"))
    release.parts.update(facts={"is_wrong": True})
    at = timezone.now()
    for day in (0, 1):
        Release.objects.update(state="failed", failure="wrong", ended_at=at + timedelta(days=day))
        queue_release_failures(at=at + timedelta(days=day))

    assert OutboxMessage.objects.filter(kind="release_failed").count() == 2
    assert queue_release_failures(at=at + timedelta(days=4)) == 0
