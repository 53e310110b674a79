"""Runs the publication of plugin wizards after migrate; nothing else listens here."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils import timezone

from portal.definitions.offers import offered_wizards
from portal.definitions.publishing import sync_wizards

__all__ = ["connect"]


def connect(config: AppConfig) -> None:
    """Publish after the definitions app was migrated; by then every table of records exists."""
    post_migrate.connect(_publish, sender=config, dispatch_uid="definitions.sync")


def _publish(using: str, plan: Any = None, **_kwargs: Any) -> None:
    sync_wizards(offered=offered_wizards(), at=timezone.now())
