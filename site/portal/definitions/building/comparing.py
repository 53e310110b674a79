"""What differs between two states of a draft, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.differences import find_differences
from portal.records.wizards.drafts import WizardDraft

__all__ = ["DraftComparison", "compare_drafts"]


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """The changes, and how many unfinished rules of either state are left out of them."""

    changes: list[ChangeLine]
    unread: int


def compare_drafts(older: WizardDraft, newer: WizardDraft, language: str) -> DraftComparison:
    """Return what differs; a block that both have is the same question however it was reworded."""
    before, given = read_draft(data_of(older)), data_of(newer)
    after = read_draft(replace(given, names={**before.names.names, **given.names}))
    changes = find_differences(before.spec, after.spec)
    return DraftComparison(
        changes=describe_changes(changes, old=before.spec, new=after.spec, language=language),
        unread=len(before.faults) + len(after.faults),
    )
