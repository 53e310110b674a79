"""Owners of drafts are reminded before the last day to send them, once, in words; the account page tells the day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from config.schedule import remind_of_last_days
from portal.lifecycle.closing import announce_closing
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.policies import Seeker, publish_grant
from tests.factories.retention import keep

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LAST = date(2026, 5, 31)
TOLD_IN_ADVANCE = 7


@contextmanager
def on(day: date, hour: int = 12) -> Iterator[None]:
    """Let it be a day, at an hour of the portal's clock."""
    with time_machine.travel(f"{day.isoformat()}T{hour:02}:00:00-04:00", tick=False):
        yield


def remind(day: date) -> int:
    """Do on a day what the worker does; return how many reminders are in the outbox then."""
    with on(day):
        remind_of_last_days()
    return reminders().count()


def reminders() -> QuerySet[OutboxMessage]:
    """Return the reminders in the outbox, in order."""
    return OutboxMessage.objects.filter(kind="draft_closing").order_by("id")


@pytest.fixture
def seeker(applicant: User) -> Seeker:
    """Return somebody who has begun what can be sent until the last day."""
    with on(date(2026, 3, 1)):
        publish_grant(closes_on=LAST)
        seeker = Seeker(applicant)
        seeker.begin()
        return seeker


def account_page(seeker: Seeker, day: date) -> str:
    """Return the account page of a day."""
    with on(day):
        seeker.browser.force_login(seeker.account)
        return seeker.browser.get("/account/").content.decode()


def test_owner_is_reminded_once_some_days_before(seeker: Seeker) -> None:
    first = LAST - timedelta(days=TOLD_IN_ADVANCE)
    days = [first - timedelta(days=1), first, first + timedelta(days=1), LAST, LAST]

    assert [remind(day) for day in days] == [0, 1, 1, 1, 1]
    assert reminders().get().context["closes_on"] == "2026-05-31"


def test_reminder_that_was_missed_comes_on_the_last_day_and_none_after_it(seeker: Seeker) -> None:
    assert remind(LAST + timedelta(days=1)) == 0
    assert remind(LAST) == 1


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Send your application by May 31, 2026"),
        ("es", "Envíe su solicitud a más tardar el 31 de mayo de 2026"),
    ],
)
def test_reminder_is_in_the_language_of_the_draft_and_leads_to_it(
    seeker: Seeker, mailoutbox: list[object], language: str, subject: str
) -> None:
    Application.objects.update(language=language)
    remind(LAST)
    deliver_due(at=timezone.now())

    (mail,) = mailoutbox
    assert mail.subject == subject
    assert f"/applications/{Application.objects.get().public_id}/" in mail.body


def test_whoever_begins_late_is_reminded_the_next_day(applicant: User) -> None:
    with on(LAST - timedelta(days=2)):
        publish_grant(closes_on=LAST)
        Seeker(applicant).begin()

    assert [remind(LAST - timedelta(days=left)) for left in (2, 1, 0)] == [0, 1, 1]


def test_draft_that_can_be_sent_longer_is_told_of_the_later_day(seeker: Seeker) -> None:
    later = LAST + timedelta(days=30)
    with on(date(2026, 5, 1)):
        publish_grant(closes_on=later)
    assert remind(LAST) == 0
    assert remind(later - timedelta(days=1)) == 1
    with on(later):
        publish_grant(closes_on=None)
    assert remind(later) == 1


def test_day_that_is_put_off_is_told_again(seeker: Seeker) -> None:
    assert remind(LAST) == 1
    with on(LAST):
        publish_grant(closes_on=LAST + timedelta(days=30))
    assert remind(LAST + timedelta(days=29)) == 2


def test_what_was_sent_and_what_has_no_last_day_is_not_reminded(
    seeker: Seeker, other_applicant: User
) -> None:
    with on(LAST):
        seeker.browser.force_login(seeker.account)
        draft = f"/applications/{Application.objects.get().public_id}/"
        seeker.save(draft)
        assert seeker.send(draft).status_code == 302
        publish_grant()
        Seeker(other_applicant).begin()
        assert announce_closing(on=LAST, ahead=TOLD_IN_ADVANCE, at=timezone.now()) == 0


def test_account_page_tells_the_last_day_and_that_it_is_over(seeker: Seeker) -> None:
    until = "Send your application by May 31, 2026. The whole of that day counts."
    over = "It can no longer be sent: the last day was May 31, 2026."

    page = account_page(seeker, LAST)
    assert (until in page, over in page, "Continue" in page) == (True, False, True)
    page = account_page(seeker, LAST + timedelta(days=1))
    assert (until in page, over in page) == (False, True)
    assert "Read what you have saved" in page


def test_account_page_and_task_list_tell_the_later_day_of_two_versions(seeker: Seeker) -> None:
    with on(date(2026, 5, 1)):
        publish_grant(closes_on=date(2026, 6, 30))
        draft = f"/applications/{Application.objects.get().public_id}/"
        seeker.browser.force_login(seeker.account)
        tasks = seeker.browser.get(draft).content.decode()

    assert "by June 30, 2026" in tasks
    assert "by June 30, 2026" in account_page(seeker, LAST + timedelta(days=1))


def test_reminder_of_retention_names_the_last_day_too(seeker: Seeker) -> None:
    keep("unfinished_drafts", 100, first_reminder_days=30, second_reminder_days=7)
    for days in (75, 100):
        with on(date(2026, 3, 1) + timedelta(days=days)):
            call_command("retention")
    told = OutboxMessage.objects.filter(kind="draft_expiring").order_by("id")
    assert [(each.context["closes_on"], each.context["is_over"]) for each in told] == [
        ("2026-05-31", ""),
        ("2026-05-31", "yes"),
    ]
