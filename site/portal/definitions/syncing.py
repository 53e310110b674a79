"""Publishes what the installed plugins define, plugin by plugin: one whose definitions are unsound stops no other."""

from __future__ import annotations

from datetime import datetime

from portal.definitions.offers import offered_wizards
from portal.definitions.publishing import sync_wizards
from portal.plugins.parking import Stage, parked_on_failure
from portal.plugins.registry import installed_plugins
from portal.records.wizards.models import WizardVersion

__all__ = ["sync_plugins"]


def sync_plugins(*, at: datetime) -> list[WizardVersion]:
    """Return what is on offer then; a plugin with an unsound definition publishes none of its own and is parked."""
    versions: list[WizardVersion] = []
    for plugin in installed_plugins():
        with parked_on_failure(plugin.name, Stage.DEFINITION, version=str(plugin.version)):
            versions += sync_wizards(offered=offered_wizards(of=plugin.label), at=at)
    return versions
