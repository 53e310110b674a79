"""A service of claims, as small as they come: three items on submission, a registry ID on approval."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.effects import (
    CaseFacts,
    ClaimExperience,
    ClaimQualification,
    ClaimTraining,
    Effect,
    IssueRegistryId,
)
from portal.lifecycle.settling import reject_item, verify_item
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.records.evidence.operations import VERIFY
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from portal_plugins.certification.effects import EFFECTS

SERVICE = "test.join"
SPEC = WizardSpec(
    key=SERVICE,
    title=text("Join the test registry", "Unirse al registro de prueba"),
    summary=text("Join it.", "Únase."),
    steps=(
        StepSpec(
            id="contact",
            title=text("Contact", "Contacto"),
            fields=(FieldSpec(id="phone", type="phone", label=text("Telephone", "Teléfono")),),
        ),
    ),
    reviewers=VERIFY,
    needs_settled_evidence=True,
)


class Joining:
    """What follows: employment, education and training are claimed, then a registry ID is issued."""

    def on_submitted(self, _case: CaseFacts) -> list[Effect]:
        """Claim an item of each kind."""
        return [
            ClaimExperience("Teacher", "Maple Street Center", date(2024, 8, 1)),
            ClaimQualification("BA", "Ashford College", "Child studies", date(2020, 5, 30)),
            ClaimTraining("Safe sleep", "Bright Start", date(2026, 1, 2), Decimal("2.5")),
        ]

    def on_approved(self, _case: CaseFacts) -> list[Effect]:
        """Issue the registry ID."""
        return [IssueRegistryId()]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave everything as it is."""
        return []


def offer_joining(patch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Publish the service, with other facts where given, as if a plugin offered it."""
    patch.setitem(EFFECTS, SERVICE, Joining())
    spec = replace(SPEC, **changes)
    publish_wizard(
        spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=timezone.now()
    )


def make_joining(account: User, *, at: datetime | None = None) -> Application:
    """Return a submitted application to join; the service must be on offer."""
    at = at or timezone.now()
    draft = start_draft(
        person_id=account.person.pk, service_key=SERVICE, credential_number=None, at=at
    )
    StepAnswers.objects.create(
        application=draft,
        step="contact",
        answers={"phone": "860-555-0123"},
        version=1,
        checked_at=at,
        saved_at=at,
    )
    submit_application(public_id=draft.public_id, account_id=account.pk, language="en", at=at)
    draft.refresh_from_db()
    return draft


def settle_all(application: Application, verifier: User, *, reject: tuple[str, ...] = ()) -> None:
    """Accept every item of an application but those of the named kinds, which are rejected."""
    for item in list_claimed_items(application.person_id, application.reference or ""):
        about: dict[str, Any] = {"kind": item.kind, "item_id": item.id, "by_id": verifier.pk}
        if item.kind in reject:
            reject_item(reason="The transcript is missing.", at=timezone.now(), **about)
        else:
            verify_item(at=timezone.now(), **about)
