"""Two published versions of a wizard side by side, in words; what differs, and how that reads, is known elsewhere."""

from __future__ import annotations

from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.records.wizards.models import WizardVersion

__all__ = ["compare_versions"]


def compare_versions(
    old: WizardVersion, new: WizardVersion, *, language: str
) -> list[ChangeLine] | None:
    """Return what changed from one to the other, or None where one of both can't be read any more."""
    try:
        before, after = load_wizard(old.definition), load_wizard(new.definition)
    except DefinitionFormatError:
        return None
    return describe_changes(
        find_differences(before, after), old=before, new=after, language=language
    )
