"""A coach with a five-year permit, and what a renewal of it answers."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application, StepAnswers
from portal.records.credentials.models import Credential
from portal.sdk.testing.cast import give_document
from portal.users.models import User
from tests.factories.credentials import make_credential, make_type

SERVICE = "coaching_permits.renew"
KEY = "coaching_5yr"


def make_permit(coach: User, *, days_left: int = 60) -> Credential:
    """Return a permit whose renewal takes 15 clock hours and a refresher of the last 60 months."""
    make_type(
        KEY, title="Five-Year Renewable Coaching Permit", renewal_hours=15, refresher_months=60
    )
    return make_credential(coach.person, days_left=days_left, key=KEY)


def in_days(days: int) -> date:
    """Return a day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def answers_of(permit: Credential) -> dict[str, dict[str, Any]]:
    """Return what a coach answers by step: two courses of 15 hours in all, both cards current."""
    card = {
        "provider": "Red Cross",
        "method": "in_person",
        "completed_on": in_days(-50).isoformat(),
        "expires_on": in_days(300).isoformat(),
    }
    courses = [("Heat illness", 9), ("Growing up strong", 6)]
    return {
        "permit": {"permit": permit.number},
        "contact": {
            "first_name": permit.person.first_name,
            "last_name": permit.person.last_name,
            "email": "coach@example.org",
            "address_line": "12 Elm Street",
            "address_town": "Hartford",
            "address_state": "CT",
            "address_zip": "06115",
        },
        "refresher": {
            "coaches_football": False,
            "refresher_provider": "Athletic conference",
            "refreshed_on": in_days(-200).isoformat(),
        },
        "training": {
            "training": [
                {
                    "provider": "Coaching program",
                    "course": course,
                    "completed_on": in_days(-100).isoformat(),
                    "hours": hours,
                }
                for course, hours in courses
            ]
        },
        "cpr": {f"cpr_{name}": value for name, value in card.items()},
        "first_aid": {f"first_aid_{name}": value for name, value in card.items()},
        "papers": {
            "both_card": [str(give_document(permit.person_id, "cpr_first_aid_card").public_id)],
            "refresher_certificate": [str(give_document(permit.person_id, "concussion").public_id)],
        },
        "acknowledgment": {"acknowledgment": "2026-01"},
    }


def make_draft(coach: User, permit: Credential, **changed: dict[str, Any]) -> Application:
    """Return a draft with every step answered; ``changed`` replaces answers of a step."""
    at = timezone.now()
    draft = start_draft(
        person_id=coach.person.pk, service_key=SERVICE, credential_number=permit.number, at=at
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
        for step, given in answers_of(permit).items()
    )
    return draft
