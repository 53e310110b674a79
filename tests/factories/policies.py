"""A small service of the tests, with whatever says who may use it, how often and until when; and browsers on it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.record_paths import ACTIVE_TYPES
from portal.definitions.rules.build import contains, eq, none_of, record
from portal.definitions.spec import FieldSpec, RefusalSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.applications.models import Application
from portal.records.wizards.models import Wizard, WizardVersion
from portal.users.models import User

KEY = "test.grant"
START = f"/services/{KEY}/start/"
ASK = text("What for?", "¿Para qué?")
GRANT = WizardSpec(
    key=KEY,
    title=text("Ask for a grant", "Solicitar una ayuda"),
    summary=text("It pays for a course.", "Paga un curso."),
    steps=(
        StepSpec(
            id="purpose", title=ASK, fields=(FieldSpec(id="purpose", type="text", label=ASK),)
        ),
    ),
)
HOLDERS = RefusalSpec(
    when=none_of(contains(record(ACTIVE_TYPES), "professional")),
    message=text(
        "Only holders of a Professional certificate can ask for it.",
        "Solo puede solicitarla quien tenga un certificado Profesional.",
    ),
)
NOT_FROM_SALEM = RefusalSpec(
    when=eq(record("person.address_town"), "Salem"),
    message=text("Not for {person.address_town}.", "No para {person.address_town}."),
)


def publish_grant(**facts: Any) -> WizardVersion:
    """Publish the service with these facts as its current version."""
    return publish_wizard(
        spec=replace(GRANT, **facts),
        origin=Wizard.Origin.PLUGIN,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )


def days_from_today(days: int) -> Any:
    """Return a day of the portal's time zone."""
    return timezone.localdate() + timedelta(days=days)


class Seeker:
    """Somebody in a browser who asks for the grant."""

    def __init__(self, account: User, kind: type[Client] = Client) -> None:
        self.account = account
        self.browser = kind()
        self.browser.force_login(account)

    def look(self) -> HttpResponse:
        """Open the start page."""
        return self.browser.get(START)

    def start(self, **form: str) -> HttpResponse:
        """Post the start page."""
        return self.browser.post(START, form)

    def begin(self) -> str:
        """Start, which must lead to a draft; return its address."""
        answer = self.start()
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"]

    def save(self, draft: str, purpose: str = "A course", version: int = 0) -> HttpResponse:
        """Post the one step."""
        form = {"step_view-current_step": "purpose", "step_version": version}
        return self.browser.post(f"{draft}purpose/", {**form, "purpose-purpose": purpose})

    def send(self, draft: str) -> HttpResponse:
        """Post the read-back."""
        return self.browser.post(f"{draft}review/", {"step_view-current_step": "review"})

    def count(self) -> int:
        """Return how many applications there are of this person."""
        return Application.objects.filter(person=self.account.person).count()


def another_draft(draft: Application) -> str:
    """Make a second draft beside one, as an earlier policy let it be, and return its address."""
    second = Application.objects.create(
        person=draft.person,
        version=draft.version,
        service_key=draft.service_key,
        started_at=draft.started_at,
        saved_at=draft.saved_at,
    )
    return f"/applications/{second.public_id}/"
