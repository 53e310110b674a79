"""Two published versions of a wizard side by side, in words, and who has begun on which.

What differs, and how that reads, is known to ``differences`` and ``difference_words``.
"""

from __future__ import annotations

from django.db.models import Count

from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.records.applications.models import Application
from portal.records.wizards.models import WizardVersion

__all__ = ["compare_versions", "count_drafts"]


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


def count_drafts(key: str) -> list[tuple[int, int]]:
    """Return how many drafts of a wizard are on which version, by its number; only those that have some."""
    drafts = Application.objects.filter(
        version__wizard__key=key, stage=Application.Stage.DRAFT
    ).order_by("version__number")
    return list(drafts.values_list("version__number").annotate(Count("pk")))
