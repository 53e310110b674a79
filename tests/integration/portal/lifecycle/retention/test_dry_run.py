"""What a dry run counts is what the run of that day then does, rule by rule."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.records.models import Application, Document, StepAnswers
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.retention import ago, decide, keep, make_old_document, make_old_draft
from tests.integration.portal.lifecycle.retention.test_documents import send_with

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Run = Callable[..., str]
DAYS = range(0, 130, 10)


def name_in(draft: Application, document: Document) -> None:
    """Let a draft name a document."""
    StepAnswers.objects.filter(application=draft, step="contact").update(
        answers={"paper": [str(document.public_id)]}
    )


@pytest.fixture
def neglected(applicant: User, other_applicant: User, specialist: User) -> None:
    """Leave drafts, documents that only a draft names, and documents of a refused application behind."""
    draft = make_old_draft(applicant, days=69)
    name_in(draft, make_old_document(applicant, b"named", days=300))
    make_old_document(applicant, b"unused", days=95)
    application = make_application(other_applicant)
    send_with(make_old_document(other_applicant, b"sent", days=150), application)
    decide(application, specialist, days=120)


def act_on(day: int, retention: Run) -> tuple[str, str]:
    """Return what a dry run of a day says, as the run would, and what the run then says."""
    with time_machine.travel(timezone.localtime() + timedelta(days=day), tick=False):
        told = retention("--dry-run")
        return told.replace("would be ", ""), retention()


def test_dry_run_of_each_day_tells_what_the_run_then_does(neglected: None, retention: Run) -> None:
    keep("unfinished_drafts", 100, first_reminder_days=30, second_reminder_days=7)
    keep("unused_documents", 100)
    keep("documents_of_refused_applications", 200)
    keep("provider_notices", 100)

    said = [act_on(day, retention) for day in DAYS]

    assert [pair for pair in said if pair[0] != pair[1]] == []
    assert not Document.objects.exists()
    assert Application.objects.filter(stage="draft").count() == 0


def test_document_that_only_a_draft_names_goes_after_it_in_the_same_run(
    applicant: User, retention: Run
) -> None:
    keep("unfinished_drafts", 100), keep("unused_documents", 100)
    name_in(make_old_draft(applicant, days=101), make_old_document(applicant, b"n", days=300))

    told, done = retention("--dry-run"), retention()

    assert "unused_documents: kept for 100 days: 1 would be removed" in told
    assert "unused_documents: kept for 100 days: 1 removed" in done


def test_draft_whose_period_nobody_confirmed_keeps_its_document(
    applicant: User, retention: Run
) -> None:
    keep("unfinished_drafts", 100, confidence="unverified", is_active=False)
    keep("unused_documents", 100)
    name_in(make_old_draft(applicant, days=101), make_old_document(applicant, b"n", days=300))

    told, done = retention("--dry-run"), retention()

    assert "1 would be removed" in told.splitlines()[0]
    assert "unused_documents: kept for 100 days: 0 would be removed" in told
    assert "unused_documents: kept for 100 days: 0 removed" in done
    assert Document.objects.filter(received_at__lt=ago(299)).count() == 1
