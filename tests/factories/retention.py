"""Periods in force, and drafts and documents that were last touched long ago."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.records.models import Application, Decision, Document, RetentionTerms, StepAnswers
from portal.users.models import User
from tests.factories.applications import all_uses, make_draft
from tests.factories.documents import receive
from tests.factories.records import make_retention

__all__ = ["ago", "decide", "keep", "make_old_document", "make_old_draft"]


def keep(rule: str, days: int = 100, **facts: Any) -> RetentionTerms:
    """Put a period of so many days in force."""
    return make_retention(rule, keep_for=days, unit="days", **facts)


def ago(days: int) -> datetime:
    """Return the same time of the day so many days ago; its date holds where the clocks were changed since."""
    return timezone.localtime() - timedelta(days=days)


def make_old_draft(
    account: User, *, days: int, language: str = "en", **changes: Any
) -> Application:
    """Return a draft that was saved last so many days ago."""
    draft = make_draft(account, at=ago(days), **changes)
    Application.objects.filter(pk=draft.pk).update(language=language)
    StepAnswers.objects.filter(application=draft).update(saved_at=ago(days))
    draft.refresh_from_db()
    return draft


def make_old_document(account: User, content: bytes, *, days: int, **facts: Any) -> Document:
    """Return a document, with its file, that was received so many days ago."""
    clean = {"scan_state": "clean", "scanned_at": ago(days)}
    return receive(content, account.person, **{"received_at": ago(days), **clean, **facts})


def decide(application: Application, decider: User, *, days: int, outcome: str = "denied") -> None:
    """Decide an application, so many days ago."""
    decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason="So it is.",
        decided_by_id=decider.pk,
        at=timezone.now(),
        not_needed=all_uses(application),
    )
    rows: QuerySet[Decision] = QuerySet(Decision).filter(application=application)
    rows.update(decided_at=ago(days))
