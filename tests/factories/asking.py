"""A wizard that asks for a Social Security number and one thing more, and an applicant's browser on it."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import DeclarationSpec, FieldSpec, StepKind, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application
from portal.records.models import PersonSSN
from portal.records.wizards.models import Wizard
from portal.users.models import User

NUMBER, DASHED, MASKED = "219099999", "219-09-9999", "***-**-9999"
"""The number of an advertisement of 1940, which belongs to nobody."""
OTHER_NUMBER = "078-05-1120"
KEY = "asking.number"
SAID = text("It", "Ello")
SPEC = WizardSpec(
    key=KEY,
    title=SAID,
    summary=SAID,
    steps=(
        StepSpec(
            id="who",
            title=SAID,
            fields=(
                FieldSpec(id="number", type="ssn", label=text("Number", "Número"), sensitive=True),
                FieldSpec(id="town", type="text", label=text("Town", "Localidad")),
            ),
        ),
        StepSpec(
            id="sign",
            title=SAID,
            kind=StepKind.DECLARATION,
            declaration=DeclarationSpec(version="1", statement=SAID, accept=SAID),
        ),
    ),
)


@dataclass
class Asked:
    """One draft in one browser."""

    client: Client
    application: Application

    def url(self, step: str = "") -> str:
        """Return the address of a step, or of the application."""
        return f"/applications/{self.application.public_id}/{step + '/' if step else ''}"

    def post(self, typed: str = DASHED, *, version: int | None = None, **more: str) -> HttpResponse:
        """Save the first step with a typed number."""
        row = self.application.step_answers.filter(step="who").first()
        form = {
            "step_view-current_step": "who",
            "step_version": str(version if version is not None else row.version if row else 0),
            "who-number-typed_ssn": typed,
            "who-town": "Avon",
        }
        return self.client.post(self.url("who"), form | more)

    def send(self) -> Application:
        """Complete what is left and submit."""
        accepted = {"step_view-current_step": "sign", "step_version": "0", "sign-version": "1"}
        self.client.post(self.url("sign"), accepted | {"sign-accepted": "on"})
        self.client.post(self.url("review"), {"step_view-current_step": "review"})
        self.application.refresh_from_db()
        return self.application

    @property
    def answers(self) -> dict[str, str]:
        """Return what is stored of the first step."""
        row = self.application.step_answers.filter(step="who").first()
        return row.answers if row else {}

    @property
    def kept(self) -> list[str]:
        """Return the references of the draft's numbers."""
        rows = PersonSSN.objects.filter(application=self.application).order_by("id")
        return [str(row.reference) for row in rows]


def ask(account: User, *, binding: str = "") -> Asked:
    """Return the draft that an account has just started; its number may be filled in from the record."""
    at = timezone.now()
    who = SPEC.steps[0]
    number = replace(who.fields[0], binding=binding)
    steps = (replace(who, fields=(number, *who.fields[1:])), *SPEC.steps[1:])
    publish_wizard(
        spec=replace(SPEC, steps=steps),
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=at,
    )
    draft = start_draft(person_id=account.person.pk, service_key=KEY, credential_number=None, at=at)
    browser = Client()
    browser.force_login(account)
    return Asked(browser, draft)
