"""Periods are dated rows: one person proposes on the screen, another approves, and the command goes by the day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.records.models import Application, ReferenceChange, RetentionTerms
from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.factories.retention import keep, make_old_draft

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Run = Callable[..., str]
ROWS, CHANGES = "/admin/records/retentionterms/", "/admin/records/referencechange/"


@pytest.fixture
def suggestion(db: None) -> RetentionTerms:
    """Return the suggestion that comes with the portal."""
    load_reference(at=timezone.now())
    row: RetentionTerms = RetentionTerms.objects.get(retention_rule__key="unfinished_drafts")
    return row


def browser(account: User) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(account)
    return client


def propose(account: User, row: RetentionTerms, **facts: str) -> None:
    """Propose what a row should say."""
    known = {
        "title": row.title,
        "valid_from": "1900-01-01",
        "keep_for": "6",
        "unit": "months",
        "first_reminder_days": "21",
        "second_reminder_days": "3",
        "confidence": "verified",
        "source": "RC-050, schedule S7",
        "reason": "The schedule was found",
    }
    browser(account).post(f"{ROWS}edit/{row.pk}/", {**known, **facts})


def approve(account: User) -> None:
    """Approve the one proposal."""
    change = ReferenceChange.objects.get()
    browser(account).post(f"{CHANGES}inspect/{change.pk}/", {"act": "approved", "answer": ""})


def test_files_come_as_suggestions(suggestion: RetentionTerms) -> None:
    rows = RetentionTerms.objects.values_list("confidence", "is_active")

    assert list(rows) == [("unverified", False)] * 4


def test_approved_proposal_is_what_the_command_goes_by(
    suggestion: RetentionTerms,
    applicant: User,
    specialist: User,
    supervisor: User,
    retention: Run,
) -> None:
    make_old_draft(applicant, days=170)
    propose(specialist, suggestion)
    assert "a suggestion" in retention().splitlines()[0]

    approve(supervisor)

    assert retention().startswith("unfinished_drafts: kept for 6 months: 0 removed, 1 reminded")


@pytest.mark.parametrize(
    "facts",
    [
        {"keep_for": "0"},
        {"keep_for": ""},
        {"unit": "decades"},
        {"first_reminder_days": "3"},
        {"second_reminder_days": ""},
    ],
)
def test_proposal_that_makes_no_period_is_refused(
    suggestion: RetentionTerms, specialist: User, facts: dict[str, str]
) -> None:
    propose(specialist, suggestion, **facts)

    assert not ReferenceChange.objects.exists()


def test_each_day_has_its_own_period(applicant: User, retention: Run) -> None:
    today = timezone.localdate()
    keep("unfinished_drafts", 100, valid_to=today)
    keep("unfinished_drafts", 900, valid_from=today, title="Longer")
    make_old_draft(applicant, days=200)

    yesterday = (today - timedelta(days=1)).isoformat()
    assert "1 would be removed" in retention("--dry-run", "--as-of", yesterday)
    assert "kept for 900 days: 0 removed" in retention()
    assert Application.objects.count() == 1


def test_day_before_every_period_removes_nothing(applicant: User, retention: Run) -> None:
    keep("unfinished_drafts", 1, valid_from=date(2026, 1, 1))
    make_old_draft(applicant, days=200)

    assert "no period holds on that day" in retention("--as-of", "2025-12-31")
