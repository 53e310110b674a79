"""A published renewal service and an application for it, as small as they come."""

from datetime import UTC, datetime

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.models import Application, Credential, Person, WizardVersion

NOW = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


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
