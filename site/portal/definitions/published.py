"""The wizards on offer: published, switched on, and with the plugins they need installed."""

from __future__ import annotations

from dataclasses import dataclass

from portal.definitions.compiled import get_compiled
from portal.definitions.spec import WizardSpec
from portal.plugins.registry import are_in_use
from portal.records.wizards.models import Wizard

__all__ = ["WizardService", "find_wizard_service", "list_wizard_services"]


@dataclass(frozen=True, slots=True)
class WizardService:
    """A published wizard and whether it can be started now."""

    spec: WizardSpec
    is_available: bool


def list_wizard_services() -> list[WizardService]:
    """Return every published wizard by key; one query and what compiling has not seen yet."""
    wizards = Wizard.objects.filter(current_version__isnull=False).select_related("current_version")
    return [_service(wizard) for wizard in wizards.order_by("key")]


def find_wizard_service(key: str) -> WizardService | None:
    """Return the published wizard of that key, or None."""
    wizard = (
        Wizard.objects.filter(key=key, current_version__isnull=False)
        .select_related("current_version")
        .first()
    )
    return _service(wizard) if wizard else None


def _service(wizard: Wizard) -> WizardService:
    version = wizard.current_version
    assert version is not None
    return WizardService(
        spec=get_compiled(version.pk, version.content_hash).spec,
        is_available=wizard.is_on and are_in_use(version.required_plugins),
    )
