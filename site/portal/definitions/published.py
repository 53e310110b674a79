"""The wizards on offer: published, switched on, and with the plugins they need installed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from portal.definitions.compiled import get_compiled
from portal.definitions.spec import WizardSpec
from portal.records.wizards.models import Wizard

__all__ = ["WizardService", "find_wizard_service", "list_wizard_services"]


@dataclass(frozen=True, slots=True)
class WizardService:
    """A published wizard and whether it can be started now."""

    spec: WizardSpec
    is_available: bool


def list_wizard_services() -> list[WizardService]:
    """Return every published wizard by key; one query and what compiling has not seen yet."""
    return [_service(wizard) for wizard in _published().order_by("key")]


def find_wizard_service(key: str) -> WizardService | None:
    """Return the published wizard of that key, or None."""
    wizard = _published().filter(key=key).first()
    return _service(wizard) if wizard else None


def _published() -> QuerySet[Wizard]:
    """Return the published wizards with their versions; their definitions are compiled once and not read here."""
    published = Wizard.objects.filter(current_version__isnull=False)
    return published.select_related("current_version").defer("current_version__definition")


def _service(wizard: Wizard) -> WizardService:
    version = wizard.current_version
    assert version is not None
    compiled = get_compiled(version.pk, version.content_hash)
    return WizardService(
        spec=compiled.spec,
        is_available=wizard.is_on and not compiled.missing_plugins,
    )
