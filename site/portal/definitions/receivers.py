"""Runs the publication of plugin wizards after migrate; nothing else listens here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils import timezone

from portal.definitions.offers import offered_wizards
from portal.definitions.publishing import sync_wizards
from portal.plugins.parking import Stage, parked_on_failure
from portal.plugins.registry import installed_plugins

__all__ = ["connect"]


def connect() -> None:
    """Publish once migrate is through with the records, whose tables hold the versions.

    Django announces only apps that have models; definitions has none of its own.
    """
    records = apps.get_app_config("records")
    post_migrate.connect(_publish, sender=records, dispatch_uid="definitions.sync")


def _publish(using: str, plan: Any = None, **_kwargs: Any) -> None:
    """Publish plugin by plugin: one whose definitions are unsound is parked, the others go on."""
    for plugin in installed_plugins():
        with parked_on_failure(plugin.name, Stage.DEFINITION, version=str(plugin.version)):
            sync_wizards(offered=offered_wizards(of=plugin.label), at=timezone.now())
