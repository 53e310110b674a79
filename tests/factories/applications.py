"""Submitted applications of the cast, sent through the operations that an applicant's browser uses."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.lifecycle.drafts import start_draft
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.records.credentials.models import Credential
from portal.records.documents.models import DocumentUse
from portal.users.models import User
from tests.factories.credentials import make_credential

SERVICE = "certification.renew_professional"


def answers_of(account: User, credential: Credential, **changes: Any) -> dict[str, dict[str, Any]]:
    """Return what an applicant answers: the record as it is, save for the changes, and no disclosure."""
    person = account.person
    contact = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email or account.email,
        "address_line": "12 Elm Street",
        "address_town": "Hartford",
        "address_state": "CT",
        "address_zip": "06115",
    }
    return {
        "certificate": {"certificate": credential.number},
        "contact": {**contact, **changes},
        "disclosures": {"convicted": False, "charges_pending": False, "disciplined": False},
        "acknowledgment": {"acknowledgment": "2026-01"},
    }


def make_draft(
    account: User, *, days_left: int = 90, at: datetime | None = None, **changes: Any
) -> Application:
    """Return a draft whose every step is answered and checked."""
    at = at or timezone.now()
    credential = make_credential(account.person, days_left=days_left)
    draft = start_draft(
        person_id=account.person.pk,
        service_key=SERVICE,
        credential_number=credential.number,
        at=at,
    )
    answers: Mapping[str, dict[str, Any]] = answers_of(account, credential, **changes)
    StepAnswers.objects.bulk_create(
        StepAnswers(
            application=draft, step=step, answers=given, version=1, checked_at=at, saved_at=at
        )
        for step, given in answers.items()
    )
    return draft


def make_disclosing_application(account: User) -> Application:
    """Return a submitted renewal of somebody who has a conviction to explain."""
    at = timezone.now()
    draft = make_draft(account, at=at)
    draft.step_answers.filter(step="disclosures").update(
        answers={"convicted": True, "charges_pending": False, "disciplined": False}
    )
    StepAnswers.objects.create(
        application=draft,
        step="statement",
        answers={"explanation": "A fine in 2004, paid."},
        version=1,
        checked_at=at,
        saved_at=at,
    )
    submit_application(public_id=draft.public_id, account_id=account.pk, language="en", at=at)
    draft.refresh_from_db()
    return draft


def make_application(
    account: User,
    *,
    days_left: int = 90,
    hours_ago: int = 0,
    language: str = "en",
    **changes: Any,
) -> Application:
    """Return a submitted renewal of a new certificate; changes are answers that differ from the record."""
    at = timezone.now() - timedelta(hours=hours_ago)
    draft = make_draft(account, days_left=days_left, at=at, **changes)
    submit_application(public_id=draft.public_id, account_id=account.pk, language=language, at=at)
    draft.refresh_from_db()
    return draft


def shown_changes(staff: Client, application: Application) -> dict[str, Any]:
    """Return what the form of the decision sends of the changes to the record where nobody touches them."""
    page = staff.get(f"/admin/applications/{application.public_id}/").content.decode()
    boxes = re.findall(r'<input type="checkbox" name="changes" value="([^"]+)"([^>]*)>', page)
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    marked = [path for path, attributes in boxes if "checked" in attributes]
    return {"seen": found[1], "changes": marked} if found else {}


def all_uses(application: Application) -> frozenset[int]:
    """Return the keys of what was sent with an application, for an approval that goes without it."""
    return frozenset(
        DocumentUse.objects.filter(application=application).values_list("pk", flat=True)
    )
