"""What is under way in an exhibit that is taken today, made by the acts of its people, and told as its story.

The story says who goes on with what, and what their browsers will post; an exhibit keeps it beside its rows.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.accounts.operations.demo import get_demo_email
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.submission import submit_application
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.audit.sealing import seal_events
from portal.records.credentials.models import Credential
from portal.records.documents.models import Document
from portal.records.people.operations import register_person
from portal.users.models import User
from tests.factories import applications, coaching, registry
from tests.factories.accounts import make_account
from tests.factories.documents import keep_bytes
from tests.files import make_pdf

__all__ = ["enact", "post_step", "sign_in"]

PEOPLE = 30
RENEWAL = "certification.renew_professional"
ANSWERED: dict[str, dict[str, str]] = {
    "contact": {
        "first_name": "Dana",
        "last_name": "Whitfield",
        "email": "applicant@example.org",
        "phone": "860-555-0123",
        "address_line": "12 Elm Street",
        "address_town": "Hamden",
        "address_state": "CT",
        "address_zip": "06514",
    },
}
REMAINING: list[tuple[str, dict[str, str]]] = [
    ("disclosures", {"convicted": "no", "charges_pending": "no", "disciplined": "no"}),
    ("acknowledgment", {"accepted": "on", "version": "2026-01"}),
    ("review", {}),
]


def enact(*, at: datetime) -> dict[str, Any]:
    """Fill a migrated database with invented people and their applications, and return the story."""
    call_command("load_reference", verbosity=0)
    call_command("seed_demo", people=PEOPLE, verbosity=0)
    accounts = {user.username: user for user in User.objects.all()}
    story = {
        "draft": _leave_a_draft(accounts["applicant"]),
        "submitted": _submit_with_documents(),
        "decided": _decide(accounts["other_applicant"], accounts["specialist"]),
        "claimed": _claim(),
    }
    seal_events(at=at)
    return story


def _leave_a_draft(owner: User) -> dict[str, Any]:
    """Begin a renewal in a browser and leave it in the middle."""
    browser = sign_in(owner.email, settings.DEMO_PASSWORD)
    credential = Credential.objects.filter(
        person__account=owner, expires_on__gte=timezone.localdate()
    ).earliest("expires_on")
    begun = browser.post(f"/services/{RENEWAL}/start/", {"credential": credential.number})
    public_id = begun["Location"].rstrip("/").rpartition("/")[2]
    for step, answers in ({"certificate": {"certificate": credential.number}} | ANSWERED).items():
        saved = post_step(browser, public_id, step, answers)
        assert saved.status_code == 302, (step, saved.status_code)
    return {
        "owner": owner.email,
        "application": public_id,
        "holds": {"contact": "12 Elm Street"},
        "remaining": REMAINING,
    }


def _submit_with_documents() -> dict[str, Any]:
    """Submit the renewal of a coaching permit with two documents."""
    coach = _register("coach", "Ines", "Harrow")
    permit = coaching.make_permit(coach)
    draft = coaching.make_draft(coach, permit)
    for document in coach.person.documents.all():
        _put_file_behind(document)
    _submit(draft, coach)
    return {
        "application": str(draft.public_id),
        "certificate": permit.number,
        "decided_by": get_demo_email("specialist"),
        "posted": {"outcome": "approved", "reason": ""},
    }


def _put_file_behind(document: Document) -> None:
    """Store a file for a document that has only its row."""
    content = make_pdf(document.kind)
    document.stored_name = keep_bytes(content)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    document.save(update_fields=["stored_name", "size", "sha256"])


def _decide(owner: User, specialist: User) -> dict[str, Any]:
    """Have a renewal approved."""
    application = applications.make_application(owner)
    decide_application(
        application_id=application.pk,
        outcome=Decision.Outcome.APPROVED,
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )
    application.credential.refresh_from_db()
    return {
        "owner": owner.email,
        "application": str(application.public_id),
        "reference": application.reference,
        "certificate": application.credential.number,
        "expires_on": application.credential.expires_on.isoformat(),
    }


def _claim() -> dict[str, Any]:
    """Submit an application to join the registry, whose items wait to be verified."""
    teacher = _register("teacher", "Odile", "Brandt")
    draft = registry.make_draft(teacher)
    _submit(draft, teacher)
    return {
        "application": str(draft.public_id),
        "reference": draft.reference,
        "verified_by": get_demo_email("registry_verifier"),
    }


def _register(name: str, first_name: str, last_name: str) -> User:
    """Return a new account with a record, registered today: the audit trail takes no events of another time."""
    account = make_account(username=name)
    account.set_password(settings.DEMO_PASSWORD)
    account.save(update_fields=["password"])
    register_person(
        account=account,
        first_name=first_name,
        last_name=last_name,
        actor_id=None,
        at=timezone.now(),
    )
    return account


def _submit(draft: Application, owner: User) -> None:
    submit_application(
        public_id=draft.public_id, account_id=owner.pk, language="en", at=timezone.now()
    )
    draft.refresh_from_db()


def sign_in(email: str, password: str) -> Client:
    """Return a browser in which somebody has signed in at the page for it."""
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post("/account/login/", {"login": email, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def post_step(browser: Client, public_id: str, step: str, answers: dict[str, str]) -> Any:
    """Save a step of an application as its page's form would."""
    page = f"/applications/{public_id}/{step}/"
    shown = browser.get(page)
    held = {"step_version": version} if (version := _version(shown)) else {}
    return browser.post(
        page,
        {
            "step_view-current_step": step,
            **held,
            **{f"{step}-{name}": value for name, value in answers.items()},
        },
    )


def _version(shown: Any) -> str:
    """Return the version of the answers that a step's page shows, or nothing."""
    _before, found, after = shown.content.decode().partition('name="step_version" value="')
    return after.partition('"')[0] if found else ""
