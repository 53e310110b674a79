"""A copy of a plugin's wizard whose plugin has moved on since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from portal.definitions.building.drafts import start_draft
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.renewals import publish_renewal

__all__ = ["copy_and_move_on", "move_on"]

WHY = FieldSpec(id="why", type="text", label=text("Why?", "¿Por qué?"))


def copy_and_move_on(by: User) -> WizardDraft:
    """Return the draft of a copy, with a title and an introduction of its own, of a wizard that has moved on."""
    template = publish_renewal()
    draft = start_draft(version=template, actor=by, at=timezone.now())
    own = draft.get_latest_revision_as_object()
    own.title_en = "Renew with us"
    own.steps[0].value["introduction"] = {"en": "Ours.", "es": "Lo nuestro."}
    own.save_revision(user=by)
    move_on(title=text("Renew at once", load_wizard(template.definition).title["es"]), why=True)
    return WizardDraft.objects.get(pk=draft.pk)


def move_on(*, title: Any, why: bool) -> WizardVersion:
    """Let the plugin publish its next version: another title and, if asked for, one more question."""
    wizard = Wizard.objects.select_related("current_version").get(origin="plugin", key="test.renew")
    assert wizard.current_version is not None
    spec = load_wizard(wizard.current_version.definition)
    first = spec.steps[0]
    first = replace(first, fields=(*first.fields, WHY)) if why else first
    return publish_wizard(
        spec=replace(spec, title=title, steps=(first, *spec.steps[1:])),
        origin="plugin",
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )
