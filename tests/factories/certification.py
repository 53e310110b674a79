"""Drafts of a duplicate and of a first certificate, as their applicants answer them."""

from typing import Any

from django.utils import timezone

from portal.lifecycle.drafts import start_draft
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.records.credentials.models import Credential
from portal.sdk.testing.cast import give_document
from portal.users.models import User
from tests.factories.credentials import make_type
from tests.factories.records import make_endorsement

DUPLICATE = "certification.duplicate_certificate"
FIRST = "certification.first_certificate"
CATEGORIES = {"068": "special_services"}


def contact_of(account: User) -> dict[str, str]:
    """Return name and contact details as on record, with an address."""
    person = account.person
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email or account.email,
        "address_line": "12 Elm Street",
        "address_town": "Hartford",
        "address_state": "CT",
        "address_zip": "06115",
    }


def answer(draft: Application, answers: dict[str, dict[str, Any]]) -> None:
    """Store checked answers, step by step."""
    at = timezone.now()
    StepAnswers.objects.bulk_create(
        StepAnswers(
            application=draft, step=step, answers=given, version=1, checked_at=at, saved_at=at
        )
        for step, given in answers.items()
    )


def ask_for_duplicate(account: User, credential: Credential) -> Application:
    """Return a sent request for a duplicate."""
    return send(draft_of_duplicate(account, credential), account, 5_000)


def draft_of_duplicate(account: User, credential: Credential) -> Application:
    """Return a request for a duplicate that is answered and not sent."""
    draft = start_draft(
        person_id=account.person.pk,
        service_key=DUPLICATE,
        credential_number=credential.number,
        at=timezone.now(),
    )
    answers = {
        "certificate": {"certificate": credential.number},
        "reason": {"reason": "lost"},
        "contact": contact_of(account),
        "acknowledgment": {"acknowledgment": "2026-11"},
    }
    answer(draft, answers)
    return draft


def apply_first(account: User, *codes: str, cents: int = 20_000) -> Application:
    """Return a sent application for a first certificate with these endorsements, 305 unless told."""
    make_type("initial", title="Initial Educator Certificate", months=120)
    asked = codes or ("305",)
    for code in asked:
        make_endorsement(code, code, category=CATEGORIES.get(code, "teaching"))
    draft = start_draft(
        person_id=account.person.pk, service_key=FIRST, credential_number=None, at=timezone.now()
    )
    transcript = give_document(account.person.pk, "transcript")
    answers: dict[str, dict[str, Any]] = {
        "contact": contact_of(account),
        "program": {
            "institution": {"name": "Ashford College"},
            "program": "Elementary Education",
            "completed_on": "2026-05-20",
            "degree": "Bachelor of Science",
            "field_of_study": "Elementary Education",
            "conferred_on": "2026-05-24",
            "is_recommended": True,
            "recommended_by": "Certification officer",
        },
        "endorsements": {"endorsements": [{"endorsement": code} for code in asked]},
        "tests": {
            "tests": [{"provider": "ETS", "code": "5002", "score": 165, "taken_on": "2026-02-07"}]
        },
        "disclosures": {"convicted": False, "charges_pending": False, "disciplined": False},
        "papers": {"transcript": [str(transcript.public_id)]},
        "acknowledgment": {"acknowledgment": "2026-11"},
    }
    answer(draft, answers)
    return send(draft, account, cents)


def send(draft: Application, account: User, cents: int) -> Application:
    """Send a draft whose fee was shown."""
    submit_application(
        public_id=draft.public_id,
        account_id=account.pk,
        language="en",
        at=timezone.now(),
        seen_cents=cents,
    )
    draft.refresh_from_db()
    return draft
