"""An applicant's browser on the renewal of a certificate, step by step as a form would post."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.records.applications.models import Application
from portal.records.credentials.models import Credential
from portal.users.models import User
from tests.factories.credentials import make_credential

SERVICE = "certification.renew_professional"
START = f"/services/{SERVICE}/start/"
STEPS = ("certificate", "contact", "disclosures", "acknowledgment")
CONTACT = {
    "first_name": "Maren",
    "last_name": "Okafor-Lind",
    "email": "maren@example.org",
    "phone": "860-555-0123",
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "CT",
    "address_zip": "06115",
}
NO_DISCLOSURES = {"convicted": "no", "charges_pending": "no", "disciplined": "no"}


@dataclass
class Renewal:
    """One draft in one browser."""

    client: Client
    credential: Credential
    application: Application
    answers: dict[str, dict[str, str]] = field(default_factory=dict)

    def url(self, step: str = "") -> str:
        """Return the address of a step, or of the task list."""
        return f"/applications/{self.application.public_id}/{step + '/' if step else ''}"

    def get(self, step: str = "") -> HttpResponse:
        """Open a step."""
        return self.client.get(self.url(step))

    def version(self, step: str) -> int:
        """Return the version of a step's stored answers."""
        row = self.application.step_answers.filter(step=step).first()
        return row.version if row else 0

    def data(self, step: str, **answers: str) -> dict[str, Any]:
        """Return a step's form as a browser posts it."""
        given = self.answers.get(step, {}) | answers
        return {
            "step_view-current_step": step,
            "step_version": self.version(step),
            **{f"{step}-{name}": value for name, value in given.items()},
        }

    def post(self, step: str, **answers: str) -> HttpResponse:
        """Save a step with the usual answers, changed as given."""
        return self.client.post(self.url(step), self.data(step, **answers))

    def complete(self, *steps: str) -> None:
        """Save the steps, each of which must lead on."""
        for step in steps or STEPS:
            assert self.post(step).status_code == 302, step

    def submit(self) -> HttpResponse:
        """Post the read-back."""
        return self.client.post(self.url("review"), {"step_view-current_step": "review"})

    def stored(self) -> Application:
        """Return the application as it is stored now."""
        return Application.objects.get(pk=self.application.pk)


def start_renewal(account: User, *, kind: type[Client] = Client, **client: Any) -> Renewal:
    """Return a renewal that an account with a record has just started."""
    browser = kind(**client)
    browser.force_login(account)
    credential = make_credential(account.person)
    response = browser.post(START, {"credential": credential.number})
    public_id = response["Location"].rstrip("/").rpartition("/")[2]
    answers = {
        "certificate": {"certificate": credential.number},
        "contact": dict(CONTACT),
        "disclosures": dict(NO_DISCLOSURES),
        "acknowledgment": {"accepted": "on", "version": "2026-01"},
    }
    application = Application.objects.get(public_id=public_id)
    return Renewal(browser, credential, application, answers)


@pytest.fixture
def renewal(applicant: User) -> Renewal:
    """Return the applicant's fresh renewal."""
    return start_renewal(applicant)
