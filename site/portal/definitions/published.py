"""The wizards that are published: whether each can be used, by its switch, its plugins, its archive and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from portal.definitions.compiled import get_compiled
from portal.definitions.periods import Period, period_of
from portal.definitions.spec import WizardSpec
from portal.records.wizards.models import Wizard

__all__ = ["Availability", "WizardService", "find_wizard_service", "list_wizard_services"]


class Availability(StrEnum):
    """Whether somebody new can begin: now, not yet, no more, never again, or not while something is mended."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    ARCHIVED = "archived"
    OFF = "off"


BY_PERIOD = {
    Period.NOT_YET: Availability.NOT_YET,
    Period.OPEN: Availability.OPEN,
    Period.OVER: Availability.OVER,
}


@dataclass(frozen=True, slots=True)
class WizardService:
    """A published wizard; ``is_available`` while it is switched on and its plugins are there."""

    spec: WizardSpec
    is_available: bool
    is_archived: bool = False

    def availability(self, on: date) -> Availability:
        """Return whether somebody new can begin on a day."""
        if self.is_archived:
            return Availability.ARCHIVED
        if not self.is_available:
            return Availability.OFF
        return BY_PERIOD[period_of(self.spec, on)]


def list_wizard_services() -> list[WizardService]:
    """Return every published wizard that is not archived, by key; one query and what compiling has not seen yet."""
    return [_service(wizard) for wizard in _published().filter(archived_at=None).order_by("key")]


def find_wizard_service(key: str) -> WizardService | None:
    """Return the published wizard of that key, archived or not, or None."""
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
        is_archived=wizard.archived_at is not None,
    )
