"""Publishes a draft: the one door. An approval, a schedule, a stock view or a program's token opens none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.definitions.building.data import BlockFault
from portal.definitions.building.drafts import data_of
from portal.definitions.building.locks import refuse_locked
from portal.definitions.building.reading import ReadDraft, read_draft
from portal.definitions.checks import DefinitionError, check_wizard
from portal.definitions.fee_items import find_lost_items
from portal.definitions.open_plugins import find_plugin_faults
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard
from portal.definitions.scenario_checks import find_faults_of_all
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = [
    "PUBLISH",
    "DraftMovedOnError",
    "MayNotPublishError",
    "find_draft_faults",
    "publish_draft",
    "settle_names",
]

PUBLISH = "records.publish_wizarddraft"


class MayNotPublishError(PermissionError):
    """Somebody without the permission asked for a publication."""


class DraftMovedOnError(ValueError):
    """The draft was changed since somebody looked at it."""


def find_draft_faults(read: ReadDraft) -> list[DefinitionError]:
    """Return everything that keeps a draft from being published, but for its scenarios' outcomes."""
    unread = _as_errors(read.faults)
    found = check_wizard(read.spec) or find_faults_of_all(read.spec)
    return [*unread, *found, *find_lost_items(read.spec), *find_plugin_faults(read.spec)]


def _as_errors(faults: Iterable[BlockFault]) -> list[DefinitionError]:
    return [DefinitionError(fault.name, fault.place, fault.block) for fault in faults]


@transaction.atomic
def publish_draft(*, draft_id: int, revision_id: int, actor: Any, at: datetime) -> WizardVersion:
    """Publish the latest revision of a draft, which must be the one that was looked at.

    Raises MayNotPublishError, DraftLockedError, DraftMovedOnError, and UnsoundDefinitionError; then nothing is written.
    """
    if not actor.has_perm(PUBLISH):
        raise MayNotPublishError(draft_id)
    row = WizardDraft.objects.select_for_update().get(pk=draft_id)
    refuse_locked(row, actor)
    if row.latest_revision_id != revision_id:
        raise DraftMovedOnError(draft_id)
    revision = row.latest_revision
    draft = revision.as_object()
    read = read_draft(data_of(draft))
    if faults := find_draft_faults(read):
        raise UnsoundDefinitionError(row.key, faults)
    if row.template_id:
        made_from = {"copied_from_id": row.template_id}
        Wizard.objects.update_or_create(
            key=row.key,
            defaults=made_from,
            create_defaults={"origin": Wizard.Origin.EDITOR, **made_from},
        )
    version = publish_wizard(
        spec=read.spec,
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=actor.pk,
        at=at,
    )
    draft.show_as_published(revision, user=actor)
    settle_names(row, read)
    end_review(row, actor)
    return version


def end_review(row: WizardDraft, actor: Any) -> None:
    """Let nobody be asked any more to review what is published."""
    if (review := row.current_workflow_state) is not None:
        review.cancel(user=actor)


def settle_names(row: WizardDraft, read: ReadDraft) -> None:
    """Keep the ids of all blocks as they are: something published or recorded speaks of them."""
    row.names = {**row.names, **read.names.names}
    WizardDraft.objects.filter(pk=row.pk).update(names=row.names)
