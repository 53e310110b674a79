"""What the commands about versions share: finding one by the wizard's key and a number."""

from __future__ import annotations

from django.core.management.base import CommandError

from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["find_version"]


def find_version(key: str, number: int | None) -> WizardVersion:
    """Return a version, the one on offer where no number is given; raise CommandError where there is none."""
    wizard = Wizard.objects.select_related("current_version").filter(key=key).first()
    if wizard is None or wizard.current_version is None:
        raise CommandError(f"No wizard {key!r} is published.")
    if number is None:
        return wizard.current_version
    version: WizardVersion | None = wizard.versions.filter(number=number).first()
    if version is None:
        raise CommandError(f"{key} has no version {number}.")
    return version
