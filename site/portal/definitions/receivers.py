"""Runs the publication of plugin wizards after migrate; nothing else listens here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils import timezone

from portal.definitions.syncing import sync_plugins

__all__ = ["connect"]


def connect() -> None:
    """Publish once migrate is through with the records, whose tables hold the versions.

    Django announces only apps that have models; definitions has none of its own.
    """
    records = apps.get_app_config("records")
    post_migrate.connect(_publish, sender=records, dispatch_uid="definitions.sync")


def _publish(using: str, plan: Any = None, **_kwargs: Any) -> None:
    sync_plugins(at=timezone.now())
