"""Reminds owners of drafts that nobody goes on with, and removes them in the end: one short transaction a draft.

The draft is held and looked at again first: one that was saved, or sent, in the meantime stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.lifecycle.events import draft_expiring
from portal.lifecycle.retention.plans import Plan, plan_draft
from portal.records.applications.models import Application, StepAnswers
from portal.records.applications.reminders import DraftReminder
from portal.records.audit.operations import record_event
from portal.records.retention.ledger import enter
from portal.records.retention.models import Erasure
from portal.records.retention.periods import Period

__all__ = [
    "EXPIRED",
    "REMINDED",
    "handle_draft",
    "list_neglected",
    "lock_draft",
    "lock_drafts",
    "look_at",
    "remove_draft",
]

REMINDED, EXPIRED = "reminded", "removed"
KEYS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Neglected:
    """A draft, when it was last saved in any way, and what is due."""

    draft: Application
    touched_at: datetime
    plan: Plan

    @property
    def outcome(self) -> str:
        return EXPIRED if self.plan.number is None else REMINDED


def list_neglected(period: Period, *, on: date) -> Iterator[int]:
    """Yield the keys of drafts that a reminder or the end may be due for, in order; memory stays flat."""
    before = period.touched_before(on, ahead=max(period.reminders, default=0))
    stage = Application.Stage.DRAFT  # with the next condition, the beginning of an index
    drafts = Application.objects.filter(stage=stage, submitted_at=None, saved_at__lt=before)
    after = 0
    while keys := list(
        drafts.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:KEYS_AT_ONCE]
    ):
        yield from keys
        after = keys[-1]


def look_at(key: int, period: Period, *, on: date) -> str | None:
    """Return what is due for a draft on a day; nothing is changed."""
    draft = Application.objects.filter(pk=key, submitted_at=None).first()
    found = draft and _judge(draft, period, on)
    return found.outcome if found else None


@transaction.atomic
def handle_draft(key: int, period: Period, *, on: date, at: datetime) -> str | None:
    """Do what is due for a draft and return which; None where nothing is."""
    draft = lock_draft(key)
    found = draft and _judge(draft, period, on)
    if not found:
        return None
    if found.plan.number is None:
        remove_draft(found.draft, rule=period.rule, actor_id=None, at=at)
    else:
        reminder = DraftReminder.objects.create(
            application=found.draft,
            number=found.plan.number,
            touched_at=found.touched_at,
            ends_on=found.plan.ends_on,
            sent_at=at,
        )
        draft_expiring.send(sender=Application, draft=found.draft, reminder=reminder, at=at)
    return found.outcome


def lock_draft(key: int) -> Application | None:
    """Return a draft, held with all that is saved of it; None where it was sent or is gone."""
    draft = Application.objects.select_for_update().filter(pk=key, submitted_at=None).first()
    if draft is not None:
        list(StepAnswers.objects.select_for_update().filter(application=draft).values_list("pk"))
    return draft


def lock_drafts(person_id: int) -> list[Application]:
    """Return a person's drafts, each held with all that is saved of it."""
    drafts = Application.objects.filter(person_id=person_id, submitted_at=None).order_by("pk")
    keys = list(drafts.values_list("pk", flat=True))
    return [draft for draft in map(lock_draft, keys) if draft is not None]


def remove_draft(draft: Application, *, rule: str, actor_id: int | None, at: datetime) -> None:
    """Remove a draft that the caller holds, with its answers, in the caller's transaction."""
    enter(kind=Erasure.Kind.DRAFT, subject=draft.public_id, rule=rule, at=at)
    record_event(
        action="application.draft_erased",
        record_type="application",
        record_id=str(draft.pk),
        state={"service": draft.service_key, "rule": rule},
        actor_id=actor_id,
        at=at,
    )
    draft.delete()


def _judge(draft: Application, period: Period, on: date) -> _Neglected | None:
    steps = draft.step_answers.values_list("saved_at", flat=True)
    touched_at = max([draft.saved_at, *steps])
    reminders = draft.draft_reminders.filter(touched_at=touched_at).order_by("number")
    plan = plan_draft(
        localdate(touched_at),
        promised=list(reminders.values_list("ends_on", flat=True)),
        period=period,
        on=on,
    )
    return _Neglected(draft, touched_at, plan) if plan else None
