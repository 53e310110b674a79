"""Takes over into the draft of a copy what the plugin has changed since, as the command does for versions.

How two definitions are merged is in ``portal.definitions.merging``; the draft is published by ``publishing`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.definitions.adapting import NothingToMergeError, Upstream
from portal.definitions.building.drafts import columns_of, data_of, follow_title
from portal.definitions.building.locks import refuse_locked
from portal.definitions.building.reading import ReadDraft, read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.merging_parts import Side
from portal.definitions.serialization import content_hash, dump_wizard, load_wizard
from portal.records.audit.operations import record_event
from portal.records.wizards.drafts import WizardDraft

__all__ = ["UnfinishedDraftError", "find_draft_upstream", "has_moved_on", "take_over"]


class UnfinishedDraftError(ValueError):
    """A part of the draft cannot be read yet; a merge would lose it."""


def has_moved_on(draft: WizardDraft) -> bool:
    """Tell whether the plugin offers another version than the one that the draft was made from or merged with last."""
    template = draft.template
    current = template.wizard.current_version_id if template else None
    return template is not None and current is not None and current != template.pk


def find_draft_upstream(draft: WizardDraft, read: ReadDraft) -> Upstream | None:
    """Return what a draft can be merged with; None where the plugin has not moved on, or it is no copy."""
    template = draft.template
    theirs = template.wizard.current_version if template and has_moved_on(draft) else None
    if template is None or theirs is None:
        return None
    return Upstream(template, dump_wizard(read.spec), theirs)


@transaction.atomic
def take_over(
    *, draft_id: int, take: Mapping[str, Side], seen: str, actor: Any, at: datetime
) -> WizardDraft:
    """Save what comes of a draft and the plugin's newer version as the draft's next revision.

    ``seen`` is the ``Upstream.state`` that was looked at. Raises DraftLockedError, UnfinishedDraftError,
    NothingToMergeError, MovedMeanwhileError, ClashesLeftError and DefinitionFormatError; the result need not be
    sound, as no draft must.
    """
    row = WizardDraft.objects.select_for_update().get(pk=draft_id)
    refuse_locked(row, actor)
    draft: WizardDraft = row.get_latest_revision_as_object()
    read = read_draft(data_of(draft))
    if read.faults:
        raise UnfinishedDraftError(draft_id)
    upstream = find_draft_upstream(row, read)
    if upstream is None:
        raise NothingToMergeError(row.key)
    merge = upstream.settle(take, seen)
    spec = load_wizard(merge.definition)
    written = write_draft(spec)
    row.names, row.template = {**row.names, **written.names}, upstream.theirs
    row.save(update_fields=["names", "template"])
    draft.names, draft.template = row.names, row.template
    for name, value in columns_of(spec, written).items():
        setattr(draft, name, value)
    draft.save_revision(user=actor, log_action=True)
    follow_title(draft)
    record_event(
        action="wizard.draft_merged",
        record_type="wizard",
        record_id=draft.key,
        state={**upstream.describe(merge, take), "content_hash": content_hash(merge.definition)},
        actor_id=actor.pk,
        at=at,
    )
    return draft
