"""Offers an earlier version of a wizard again, judged by the checks of today.

What a plugin publishes at every start is told in ``publishing``; drafts are moved by ``portal.lifecycle``.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.definitions.checks import DefinitionError, check_wizard
from portal.definitions.fee_items import find_lost_items
from portal.definitions.open_plugins import find_plugin_faults
from portal.definitions.requirements import Needs
from portal.definitions.scenarios import check_scenarios
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.records.audit.operations import record_event
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["RollBackRefusedError", "find_faults_today", "roll_back_wizard"]


class RollBackRefusedError(ValueError):
    """A version cannot be offered again; ``errors`` names what is wrong and where."""

    def __init__(self, key: str, number: int, errors: list[DefinitionError]) -> None:
        super().__init__(f"{key} version {number}: " + "; ".join(map(str, errors)))
        self.errors = errors


def find_faults_today(version: WizardVersion) -> list[DefinitionError]:
    """Return why a version could not be published today; an empty list may be offered again."""
    try:
        spec = load_wizard(version.definition)
    except DefinitionFormatError as error:
        return [DefinitionError(error.name, error.place, str(error))]
    missing = Needs(spec, version.required_plugins).missing()
    absent = [DefinitionError("missing_plugin", "wizard", plugin_id) for plugin_id in missing]
    unsound = [*absent, *check_wizard(spec), *find_lost_items(spec), *find_plugin_faults(spec)]
    return unsound or check_scenarios(spec)


@transaction.atomic
def roll_back_wizard(*, key: str, number: int, actor_id: int | None, at: datetime) -> WizardVersion:
    """Put a version on offer again, and remember the one taken back; nothing is written where it is on offer.

    What is taken back is remembered through several steps, and forgotten once it is on offer again. Raises
    Wizard.DoesNotExist, WizardVersion.DoesNotExist, and RollBackRefusedError before anything is written.
    """
    wizard = Wizard.objects.select_for_update().get(key=key)
    version: WizardVersion = wizard.versions.get(number=number)
    if wizard.current_version_id == version.pk:
        return version
    if errors := find_faults_today(version):
        raise RollBackRefusedError(key, number, errors)
    taken_back = wizard.declined or wizard.current_version
    wizard.current_version = version
    wizard.declined = None if taken_back == version else taken_back
    wizard.save(update_fields=["current_version", "declined"])
    record_event(
        action="wizard.rolled_back",
        record_type="wizard",
        record_id=key,
        state={
            "content_hash": version.content_hash,
            "number": version.number,
            "declined": wizard.declined.number if wizard.declined else None,
        },
        actor_id=actor_id,
        at=at,
    )
    return version
