"""A type of certificate, a certificate, a published renewal and an application, as small as they come."""

from datetime import UTC, date, datetime, timedelta

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.credentials.numbers import new_credential_number
from portal.records.dated.models import Confidence
from portal.records.models import (
    Application,
    Credential,
    CredentialEvent,
    CredentialType,
    CredentialTypeTerms,
    Person,
    WizardVersion,
)

NOW = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


def make_type(key: str = "professional") -> CredentialType:
    """Return a type of certificate that can be renewed from six months before it expires."""
    credential_type, created = CredentialType.objects.get_or_create(key=key)
    if created:
        CredentialTypeTerms.objects.create(
            credential_type=credential_type,
            title="Professional Educator Certificate",
            validity_months=60,
            is_active=True,
            is_renewable=True,
            renewal_opens_months=6,
            is_held_by_timely_filing=True,
            valid_from=date(2000, 1, 1),
            recorded_at=NOW,
            confidence=Confidence.VERIFIED,
            source="the law of the test",
        )
    return credential_type


def make_certificate(person: Person, *, expires_on: date) -> Credential:
    """Return a certificate that was issued five years before it expires."""
    issued_on = expires_on - timedelta(days=5 * 365)
    certificate = Credential.objects.create(
        number=new_credential_number(),
        person=person,
        credential_type=make_type(),
        issued_on=issued_on,
        expires_on=expires_on,
    )
    CredentialEvent.objects.create(
        credential=certificate,
        kind=CredentialEvent.Kind.ISSUED,
        effective_on=issued_on,
        expires_on=expires_on,
        recorded_at=NOW,
    )
    return certificate


def publish_renewal(key: str = "test.renew") -> WizardVersion:
    """Publish a service of one question that renews Professional certificates, and no other service."""
    spec = WizardSpec(
        key=key,
        title=text("Renew", "Renovar"),
        summary=text("Renew it.", "Renuévelo."),
        renews=("professional",),
        steps=(
            StepSpec(
                id="contact",
                title=text("Contact", "Contacto"),
                fields=(FieldSpec(id="phone", type="phone", label=text("Telephone", "Teléfono")),),
            ),
        ),
    )
    version = publish_wizard(spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=NOW)
    version.wizard.__class__.objects.exclude(key=key).update(is_on=False)
    return version


def make_application(
    person: Person, version: WizardVersion, certificate: Credential | None, *, reference: str = ""
) -> Application:
    """Return a draft; with a reference, an application that was sent."""
    sent = (
        {
            "reference": reference,
            "submitted_at": NOW,
            "snapshot": {},
            "snapshot_hash": "0" * 64,
            "stage": Application.Stage.SUBMITTED,
            "action_required_by": Application.Actor.STAFF,
            "statuses": ["waiting_for_review"],
        }
        if reference
        else {}
    )
    return Application.objects.create(
        person=person,
        version=version,
        service_key=version.wizard.key,
        credential=certificate,
        started_at=NOW,
        saved_at=NOW,
        **sent,
    )
