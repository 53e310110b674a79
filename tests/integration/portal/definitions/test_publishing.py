"""Publication: one version for equal content, a new one for a change, an unsound one refused."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from portal.definitions.compiled import get_compiled
from portal.definitions.published import find_wizard_service
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard
from portal.definitions.serialization import dump_wizard
from portal.definitions.spec import WizardSpec
from portal.records.applications.models import Application
from portal.records.audit.models import AuditEvent
from portal.records.people.models import Person
from portal.records.wizards.models import Wizard, WizardVersion
from portal_plugins.certification.wizards import WIZARDS

AT = datetime(2026, 3, 1, tzinfo=UTC)
SPEC = WIZARDS[0]
pytestmark = pytest.mark.django_db


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish as the certification plugin would."""
    return publish_wizard(
        spec=spec,
        origin=Wizard.Origin.PLUGIN,
        required_plugins={"certification": "1.0"},
        actor_id=None,
        at=AT,
    )


def test_migrate_has_published_what_plugins_offer() -> None:
    assert Wizard.objects.get(key=SPEC.key).current_version.definition == dump_wizard(SPEC)


def test_publishing_equal_content_again_changes_nothing() -> None:
    before = Wizard.objects.get(key=SPEC.key).current_version_id
    events = AuditEvent.objects.count()

    call_command("sync_plugins", stdout=StringIO())

    assert Wizard.objects.get(key=SPEC.key).current_version_id == before
    assert AuditEvent.objects.count() == events


def test_change_makes_a_new_version_and_leaves_applications_on_theirs() -> None:
    first = Wizard.objects.get(key=SPEC.key).current_version
    newest = first.wizard.versions.order_by("number").last()
    draft = Application.objects.create(
        person=Person.objects.create(first_name="Ada", last_name="Vale"),
        version=first,
        service_key=SPEC.key,
        started_at=AT,
        saved_at=AT,
    )

    second = publish(replace(SPEC, minutes=7))

    draft.refresh_from_db()
    assert second.number == newest.number + 1
    assert draft.version == first
    assert get_compiled(first.pk, first.content_hash).spec.minutes == 5
    assert find_wizard_service(SPEC.key).spec.minutes == 7


def test_going_back_to_earlier_content_takes_up_its_version() -> None:
    first = Wizard.objects.get(key=SPEC.key).current_version
    publish(replace(SPEC, minutes=7))

    assert publish(SPEC) == first


def test_unsound_definition_is_refused_and_nothing_written() -> None:
    before = WizardVersion.objects.count()

    with pytest.raises(UnsoundDefinitionError, match="wizard: missing_text es"):
        publish(replace(SPEC, title={"en": "Only English"}))

    assert WizardVersion.objects.count() == before


def test_published_version_can_be_neither_changed_nor_removed() -> None:
    version = Wizard.objects.get(key=SPEC.key).current_version

    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()


def test_service_without_its_plugin_is_not_available() -> None:
    publish_wizard(
        spec=replace(SPEC, minutes=8),
        origin=Wizard.Origin.PLUGIN,
        required_plugins={"gone": "1.0"},
        actor_id=None,
        at=AT,
    )

    assert find_wizard_service(SPEC.key).is_available is False
