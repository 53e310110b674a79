"""Somebody who joins the registry, and what they answer."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application, StepAnswers
from portal.users.models import User

SERVICE = "early_childhood_registry.join"
PROGRAM, COLLEGE, COURSE = "Maple Street Center", "Ashford College", "Safe sleep"


def days_ago(days: int) -> date:
    """Return a day so many days before today."""
    return timezone.localdate() - timedelta(days=days)


def answers_of(account: User) -> dict[str, dict[str, Any]]:
    """Return the answers by step: one position, one degree, one course."""
    person = account.person
    return {
        "membership": {"role": "teaching", "setting": "center"},
        "contact": {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": "teacher@example.org",
            "address_line": "12 Elm Street",
            "address_town": "Hartford",
            "address_state": "CT",
            "address_zip": "06115",
        },
        "employment": {
            "employment": [
                {
                    "position": "Teacher",
                    "organization": PROGRAM,
                    "starts_on": days_ago(400).isoformat(),
                    "full_time_percent": 50,
                }
            ]
        },
        "education": {
            "education": [
                {
                    "degree": "Associate of Science",
                    "institution": COLLEGE,
                    "field_of_study": "Child studies",
                    "conferred_on": days_ago(2_000).isoformat(),
                }
            ]
        },
        "training": {
            "training": [
                {
                    "course": COURSE,
                    "provider": "Bright Start",
                    "completed_on": days_ago(30).isoformat(),
                    "hours": 3,
                }
            ]
        },
        "papers": {},
        "acknowledgment": {"acknowledgment": "2026-01"},
    }


def make_draft(account: User, **changed: dict[str, Any]) -> Application:
    """Return a draft with every step answered; ``changed`` replaces answers of a step."""
    at = timezone.now()
    draft = start_draft(
        person_id=account.person.pk, service_key=SERVICE, credential_number=None, at=at
    )
    StepAnswers.objects.bulk_create(
        StepAnswers(
            application=draft,
            step=step,
            answers={**given, **changed.get(step, {})},
            version=1,
            checked_at=at,
            saved_at=at,
        )
        for step, given in answers_of(account).items()
    )
    return draft
