"""Moves drafts to another version of their wizard, one at a time, and takes a move back.

What a change means for a draft is decided in ``portal.definitions.impact``; what was submitted never moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.definitions.compiled import CompiledWizard, get_compiled, get_whole_spec
from portal.definitions.differences import Change, find_differences
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.impact import DraftPlan, Treatment, plan_move
from portal.definitions.texts import reader_language
from portal.lifecycle.errors import LifecycleError, ServiceUnavailableError
from portal.lifecycle.facts import answering_context
from portal.lifecycle.retention.drafts import lock_draft
from portal.lifecycle.runs import get_run
from portal.records.applications.models import Application, StepAnswers
from portal.records.applications.moves import DraftMove
from portal.records.audit.operations import record_event
from portal.records.wizards.models import WizardVersion

__all__ = [
    "MoveOutcome",
    "Moved",
    "MovedOnError",
    "PlannedMove",
    "drafts_elsewhere",
    "list_drafts",
    "move_draft",
    "plan_draft_move",
    "take_back_move",
]

COLUMNS = ("step", "version", "answers", "unfinished", "checked_at", "language", "saved_at")
AT_ONCE = 500
TAKEN_BACK = 2
"""Added to the version of a step that is put back: more than moving did, so no page opened meanwhile saves over it."""


class MovedOnError(LifecycleError):
    """The draft was sent, gone on with or moved again since: taking it back would lose what was done."""


class MoveOutcome(StrEnum):
    """What became of a draft."""

    MOVED = "moved"
    KEPT = "kept"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """What would become of a draft that is on a version."""

    old_version_id: int
    plan: DraftPlan


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a draft, and the steps that its owner is asked again."""

    outcome: MoveOutcome
    asked_again: tuple[str, ...] = ()


def drafts_elsewhere(version: WizardVersion, *, after: int = 0) -> QuerySet[Application]:
    """Return the drafts on other versions of the same wizard whose keys come after one."""
    drafts = Application.objects.filter(
        version__wizard=version.wizard_id, stage=Application.Stage.DRAFT, pk__gt=after
    )
    return drafts.exclude(version=version)


def list_drafts(version: WizardVersion, *, after: int = 0) -> Iterator[int]:
    """Yield the keys of those drafts in order; some hundred a query."""
    while keys := list(
        drafts_elsewhere(version, after=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield from keys
        after = keys[-1]


def plan_draft_move(
    draft_id: int, new: CompiledWizard, *, choices: Mapping[str, Treatment], at: datetime
) -> PlannedMove | None:
    """Return what would become of a draft; None where it was sent or is gone. Nothing is changed.

    The newer definition need not be published.
    """
    draft = Application.objects.filter(pk=draft_id, submitted_at__isnull=True).first()
    if draft is None:
        return None
    return PlannedMove(draft.version_id, _plan(draft, new, choices, at))


@transaction.atomic
def move_draft(
    *,
    draft_id: int,
    version: WizardVersion,
    choices: Mapping[str, Treatment],
    actor_id: int | None,
    at: datetime,
) -> Moved:
    """Move a draft to a version, or leave it where a change keeps it; one transaction, its answers held.

    ``choices`` decides otherwise than the table, by ``Change.key``. Raises ServiceUnavailableError where a plugin that
    one of both versions needs is absent, PluginFailedError where one fails.
    """
    draft = lock_draft(draft_id)
    if draft is None or draft.version_id == version.pk:
        return Moved(MoveOutcome.GONE)
    new = get_compiled(version.pk, version.content_hash)
    plan = _plan(draft, new, choices, at)
    if not plan.moves:
        return Moved(MoveOutcome.KEPT)
    before = [_as_json(row) for row in draft.step_answers.order_by("pk").values_list(*COLUMNS)]
    old_version_id = draft.version_id
    _write_steps(draft, plan.steps, at)
    draft.version, draft.lock_version = version, draft.lock_version + 1
    draft.save(update_fields=["version", "lock_version"])
    DraftMove.objects.update_or_create(
        application=draft,
        defaults={
            "old_version_id": old_version_id,
            "new_version": version,
            "before": before,
            "lock_version": draft.lock_version,
            "moved_by_id": actor_id,
            "moved_at": at,
        },
    )
    _note("application.moved", draft, old_version_id, version.pk, plan.asked_again, actor_id, at)
    return Moved(MoveOutcome.MOVED, plan.asked_again)


@transaction.atomic
def take_back_move(*, draft_id: int, actor_id: int | None, at: datetime) -> None:
    """Put a draft back on the version it came from, with what it held then.

    Raises MovedOnError where it was not moved, or where anything was done with it since.
    """
    draft = lock_draft(draft_id)
    move = DraftMove.objects.filter(application_id=draft_id).first()
    if draft is None or move is None or draft.lock_version != move.lock_version:
        raise MovedOnError(draft_id)
    if draft.step_answers.filter(saved_at__gt=move.moved_at).exists():
        raise MovedOnError(draft_id)
    draft.step_answers.all().delete()
    StepAnswers.objects.bulk_create(
        StepAnswers(application=draft, **_from_json(row)) for row in move.before
    )
    draft.version_id, draft.lock_version = move.old_version_id, draft.lock_version + 1
    draft.save(update_fields=["version", "lock_version"])
    _note(
        "application.moved_back", draft, move.new_version_id, move.old_version_id, (), actor_id, at
    )
    move.delete()


def _plan(
    draft: Application, new: CompiledWizard, choices: Mapping[str, Treatment], at: datetime
) -> DraftPlan:
    run = get_run(draft.public_id, draft.person.account_id)
    if run.compiled.missing_plugins or new.missing_plugins:
        raise ServiceUnavailableError(run.service_key)
    language = draft.language or reader_language()
    context = answering_context(run, on=localdate(at), language=language)
    return plan_move(
        old=run.compiled,
        new=new,
        changes=_differences(run.compiled, new),
        held=run.held,
        context=context,
        choices=choices,
    )


@lru_cache(maxsize=32)
def _differences(old: CompiledWizard, new: CompiledWizard) -> tuple[Change, ...]:
    """Return what differs, found once for all drafts that come from one version."""
    return tuple(find_differences(get_whole_spec(old), get_whole_spec(new)))


def _write_steps(draft: Application, steps: Mapping[str, HeldAnswers], at: datetime) -> None:
    """Store what the newer version holds of each step; a step that changed has a version that no open page has."""
    stored = {row.step: row for row in draft.step_answers.all()}
    draft.step_answers.exclude(step__in=steps).delete()
    for step, held in steps.items():
        row = stored.get(step) or StepAnswers(application=draft, step=step, saved_at=at)
        content = (dict(held.answers), dict(held.unfinished), held.is_checked)
        if row.pk and content == (row.answers, row.unfinished, row.checked_at is not None):
            continue
        row.answers, row.unfinished = content[:2]
        row.checked_at = (row.checked_at or at) if held.is_checked else None
        row.version += 1
        row.save()


def _as_json(row: tuple[Any, ...]) -> dict[str, Any]:
    facts = dict(zip(COLUMNS, row, strict=True))
    moments = {
        name: facts[name].isoformat() if facts[name] else None
        for name in ("checked_at", "saved_at")
    }
    return {**facts, **moments}


def _from_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    moments = {
        name: datetime.fromisoformat(facts[name]) if facts[name] else None
        for name in ("checked_at", "saved_at")
    }
    return {**facts, **moments, "version": facts["version"] + TAKEN_BACK}


def _note(
    action: str,
    draft: Application,
    old_version_id: int,
    new_version_id: int,
    asked_again: tuple[str, ...],
    actor_id: int | None,
    at: datetime,
) -> None:
    numbers = dict(
        WizardVersion.objects.filter(pk__in=(old_version_id, new_version_id)).values_list(
            "pk", "number"
        )
    )
    record_event(
        action=action,
        record_type="application",
        record_id=str(draft.pk),
        state={
            "service": draft.service_key,
            "from": numbers[old_version_id],
            "to": numbers[new_version_id],
            "asked_again": list(asked_again),
        },
        actor_id=actor_id,
        at=at,
    )
