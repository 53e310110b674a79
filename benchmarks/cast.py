"""The people, drafts and pages that figures work with, in a scratch database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from benchmarks.answers import make_answers
from benchmarks.definitions import service_key, stored, wizard_of
from content.pages.home import HomePage
from portal.definitions.publishing import publish_wizard
from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application, StepAnswers
from portal.records.people.operations import register_person
from portal.records.wizards.models import Wizard, WizardVersion
from portal.sdk.testing.cast import give_certificate
from portal.users.models import User

__all__ = [
    "Applicant",
    "get_home",
    "make_applicant",
    "make_drafts",
    "make_renewal_draft",
    "open_browser",
    "publish",
]

RENEWAL = "certification.renew_professional"
RENEWAL_CONTACT = {
    "first_name": "Maren",
    "last_name": "Okafor-Lind",
    "email": "maren@example.org",
    "phone": "860-555-0123",
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "CT",
    "address_zip": "06115",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody with an account and a record."""

    account: User
    person_id: int


def get_home() -> HomePage:
    """Return the home page of the default site, in the language the site is written in."""
    home: HomePage = HomePage.objects.get(sites_rooted_here__is_default_site=True)
    return home


def make_applicant(name: str) -> Applicant:
    """Return a new applicant of a name."""
    address = f"{name}@example.org"
    account = User.objects.create_user(username=name, email=address, password=None)
    person = register_person(
        account=account,
        first_name="Maren",
        last_name="Okafor-Lind",
        email=address,
        actor_id=None,
        at=timezone.now(),
    )
    return Applicant(account, person.pk)


def open_browser(applicant: Applicant, *, is_raising: bool = True) -> Client:
    """Return a browser in which the applicant is signed in; faults raise here, or answer 500 as a server does."""
    browser = Client(HTTP_HOST="localhost", raise_request_exception=is_raising)
    browser.force_login(applicant.account)
    return browser


def publish(steps: int) -> WizardVersion:
    """Publish the wizard of so many steps."""
    return publish_wizard(
        spec=wizard_of(steps),
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )


def make_drafts(
    applicant: Applicant, steps: int, count: int, *, answered: int | None = None
) -> list[Application]:
    """Return drafts of the wizard of so many steps, answered and checked up to a step (all by default)."""
    at = timezone.now()
    version = publish(steps)
    drafts = Application.objects.bulk_create(
        Application(
            person_id=applicant.person_id,
            version=version,
            service_key=service_key(steps),
            started_at=at,
            saved_at=at,
        )
        for _number in range(count)
    )
    done = steps if answered is None else answered
    StepAnswers.objects.bulk_create(
        (_row(draft, number, at) for draft in drafts for number in range(done)), batch_size=500
    )
    return drafts


def _row(draft: Application, number: int, at: datetime) -> StepAnswers:
    answers: dict[str, Any] = stored(number, make_answers(number))
    return StepAnswers(
        application=draft,
        step=f"s{number}",
        version=1,
        answers=answers,
        checked_at=at,
        saved_at=at,
    )


def make_renewal_draft(applicant: Applicant) -> Application:
    """Return a draft of the built-in renewal with every step answered."""
    at, credential = timezone.now(), give_certificate(applicant.person_id, "professional")
    draft = start_draft(
        person_id=applicant.person_id,
        service_key=RENEWAL,
        credential_number=credential.number,
        at=at,
    )
    answered = {
        "certificate": {"certificate": credential.number},
        "contact": RENEWAL_CONTACT,
        "disclosures": {"convicted": False, "charges_pending": False, "disciplined": False},
        "acknowledgment": {"acknowledgment": "2026-01"},
    }
    StepAnswers.objects.bulk_create(
        StepAnswers(
            application=draft, step=step, answers=given, version=1, checked_at=at, saved_at=at
        )
        for step, given in answered.items()
    )
    return draft
