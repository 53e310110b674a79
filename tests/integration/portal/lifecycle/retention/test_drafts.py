"""Drafts that nobody goes on with: reminded twice in their owner's language, then removed, by the command alone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError
from django.test import Client
from django.utils import timezone

from config.schedule import apply_retention
from portal.lifecycle.integrity import check_integrity
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.models import Application, AuditEvent, Erasure, StepAnswers
from portal.records.reference.operations import load_reference
from portal.records.retention.periods import RULES
from portal.users.models import User
from tests.factories.retention import keep, make_old_draft
from tests.integration.portal.wizards.conftest import start_renewal

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Run = Callable[..., str]


@pytest.fixture
def period(db: None) -> None:
    """Keep drafts for a hundred days, with reminders thirty and seven days before."""
    keep("unfinished_drafts", 100, first_reminder_days=30, second_reminder_days=7)


def run_on_each_day(retention: Run, days: int) -> list[str]:
    """Run the command on each of the days from today; return what it said of drafts."""
    said = []
    for day in range(days):
        with time_machine.travel(timezone.localtime() + timedelta(days=day), tick=False):
            said.append(retention().splitlines()[0].rpartition(": ")[2])
    return said


def list_reminders() -> list[OutboxMessage]:
    """Return the reminders in the outbox, in order."""
    return list(OutboxMessage.objects.filter(kind="draft_expiring").order_by("id"))


def test_draft_is_reminded_twice_then_removed(
    period: None, applicant: User, retention: Run
) -> None:
    draft = make_old_draft(applicant, days=69)

    said = run_on_each_day(retention, 33)

    acts = {day: text for day, text in enumerate(said) if text != "0 removed, 0 reminded"}
    assert acts == {
        1: "0 removed, 1 reminded",
        24: "0 removed, 1 reminded",
        31: "1 removed, 0 reminded",
    }
    assert not Application.objects.filter(pk=draft.pk).exists()
    assert not StepAnswers.objects.filter(application_id=draft.pk).exists()
    assert len(list_reminders()) == 2
    events = AuditEvent.objects.filter(record_type="application", record_id=str(draft.pk))
    assert [event.action for event in events] == ["application.draft_erased"]
    assert Erasure.objects.get().subject == draft.public_id
    assert list(check_integrity(at=timezone.now())) == []


@pytest.mark.parametrize(
    ("language", "subject", "service"),
    [
        ("en", "Your unfinished application will be deleted on", "Renew a Professional"),
        ("es", "Su solicitud sin terminar se eliminará el", "Renovar"),
    ],
)
def test_reminder_is_in_the_language_of_the_draft(
    period: None,
    applicant: User,
    retention: Run,
    mailoutbox: list[object],
    language: str,
    subject: str,
    service: str,
) -> None:
    make_old_draft(applicant, days=75, language=language)

    retention()
    retention()
    deliver_due(at=timezone.now())

    (mail,) = mailoutbox
    assert mail.to == [applicant.person.email or applicant.email]
    assert mail.subject.startswith(subject)
    assert re.search(rf"[“«]{service}[^”»]+[”»]", mail.body)


def test_language_is_remembered_from_the_page_that_saved(applicant: User) -> None:
    renewal = start_renewal(applicant)
    page = f"/es{renewal.url('certificate')}"

    answer = renewal.client.post(page, renewal.data("certificate"))

    assert (answer.status_code, renewal.stored().language) == (302, "es")


def test_saved_draft_starts_afresh(period: None, applicant: User, retention: Run) -> None:
    draft = make_old_draft(applicant, days=75)
    retention()

    StepAnswers.objects.filter(application=draft, step="contact").update(saved_at=timezone.now())
    assert "0 would be removed, 0 would be reminded" in retention("--dry-run")
    with time_machine.travel(timezone.localtime() + timedelta(days=30)):
        assert "0 removed, 0 reminded" in retention()
    with time_machine.travel(timezone.localtime() + timedelta(days=71)):
        assert "0 removed, 1 reminded" in retention()

    assert len(list_reminders()) == 2
    assert Application.objects.filter(pk=draft.pk).exists()


def test_dry_run_counts_and_changes_nothing(period: None, applicant: User, retention: Run) -> None:
    make_old_draft(applicant, days=75)

    said = retention("--dry-run")

    assert "unfinished_drafts: kept for 100 days: 0 would be removed, 1 would be reminded" in said
    assert (list_reminders(), Erasure.objects.count()) == ([], 0)
    assert "1 reminded" in retention()


def test_day_to_come_can_only_be_looked_at(period: None, applicant: User, retention: Run) -> None:
    make_old_draft(applicant, days=1)
    day = (timezone.localdate() + timedelta(days=70)).isoformat()

    with pytest.raises(CommandError, match="yet to come"):
        retention("--as-of", day)

    assert "0 would be removed, 1 would be reminded" in retention("--as-of", day, "--dry-run")
    assert Application.objects.count() == 1


def test_day_gone_by_is_judged_as_it_was(period: None, applicant: User, retention: Run) -> None:
    make_old_draft(applicant, days=75)
    day = (timezone.localdate() - timedelta(days=10)).isoformat()

    assert "0 removed, 0 reminded" in retention("--as-of", day)
    assert "0 removed, 1 reminded" in retention()


def test_suggested_period_removes_nothing(applicant: User, retention: Run) -> None:
    load_reference(at=timezone.now())
    make_old_draft(applicant, days=3_000)

    said = retention()
    looked_at = retention("--dry-run")

    assert said.count("is a suggestion that nobody has confirmed, nothing is removed") == len(RULES)
    assert "a suggestion, not in force): 0 would be removed, 1 would be reminded" in looked_at
    assert (Application.objects.count(), list_reminders()) == (1, [])


def test_without_a_period_nothing_is_removed(applicant: User, retention: Run) -> None:
    make_old_draft(applicant, days=3_000)

    assert retention().count("no period holds on that day, nothing is removed") == len(RULES)


def test_owner_finds_a_removed_draft_gone(applicant: User, retention: Run, client: Client) -> None:
    keep("unfinished_drafts", 100)
    draft = make_old_draft(applicant, days=100)
    client.force_login(applicant)
    url = f"/applications/{draft.public_id}/contact/"
    assert client.get(url).status_code == 200

    retention()

    assert client.get(url).status_code == 404
    assert client.post(url, {"contact-first_name": "M", "version": "1"}).status_code == 404
    autosaved = client.post(f"/applications/{draft.public_id}/contact/autosave/", {"a": "b"})
    assert autosaved.status_code == 404
    assert client.get("/account/").status_code == 200


def test_worker_does_it_every_day(applicant: User) -> None:
    keep("unfinished_drafts", 100)
    make_old_draft(applicant, days=100)

    apply_retention()

    assert Application.objects.count() == 0
    assert Erasure.objects.get().finished_at is not None
