"""Decide an application once: the decision, its effects and their audit in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.lifecycle.assignment import lock_undecided, store_derived
from portal.lifecycle.billing import check_paid
from portal.lifecycle.cases import Case, get_case, plan_for
from portal.lifecycle.changes import (
    RECORD_KEPT,
    AcceptedChanges,
    ProposedChange,
    check_unchanged,
    list_kept,
    propose_changes,
    settle_changes,
)
from portal.lifecycle.effects import Effect, describe
from portal.lifecycle.errors import AlreadyDecidedError, NotAllowedError
from portal.lifecycle.events import application_decided
from portal.lifecycle.evidence import check_settled, describe_item, list_evidence
from portal.lifecycle.execution import execute_effects
from portal.lifecycle.open_documents import leave_open
from portal.lifecycle.policies import check_can_decide
from portal.lifecycle.requests import end_requests
from portal.lifecycle.ssns import record_numbers
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, TimelineEvent
from portal.records.audit.operations import record_event

__all__ = ["approve_by_rule", "decide_application"]

User = get_user_model()


def decide_application(
    *,
    application_id: int,
    outcome: str,
    reason: str,
    decided_by_id: int,
    at: datetime,
    accepted: AcceptedChanges | None = None,
    not_needed: frozenset[int] = frozenset(),
) -> Decision:
    """Approve or deny; effects are planned by the plugin and executed with the decision.

    ``accepted`` says which changes of the record an approval takes over; without it, those that the service suggests.
    ``not_needed`` are the keys of the uses of documents that an approval goes without, for the reason given.

    Raises NotAllowedError (no permission, own file, denial without a reason), AlreadyDecidedError,
    EvidenceOpenError, DocumentsOpenError, PaymentOpenError, RecordChangedError, EffectRefusedError, or
    PluginFailedError; in each case nothing is decided and nothing changed.
    """
    decider = User.objects.get(pk=decided_by_id)
    if outcome == Decision.Outcome.DENIED and not reason.strip():
        raise NotAllowedError(_("A denial needs its reason."))
    case = get_case(application_id, on=localdate(at))
    check_can_decide(decider, case.application)
    is_approval = outcome == Decision.Outcome.APPROVED
    effects = plan_for(case, "approved" if is_approval else "denied")
    changes: list[ProposedChange] = []
    if is_approval:
        changes = propose_changes(case, effects)
        effects = settle_changes(effects, changes, accepted)
    stored = [*(describe(effect) for effect in effects), *list_kept(changes, effects)]
    try:
        with transaction.atomic():
            decision = _decide(case, stored, not_needed, outcome, reason.strip(), decider.pk, at)
            check_unchanged(case.application, changes)
            _follow(case, decision, effects)
    except IntegrityError as error:
        if Decision.objects.filter(application_id=application_id).exists():
            raise AlreadyDecidedError(case.application.reference) from error
        raise
    return decision


def approve_by_rule(case: Case, effects: list[Effect], *, at: datetime) -> Decision:
    """Approve, in the caller's transaction, what its service settles by itself: nobody's name stands under it.

    Raises as deciding does.
    """
    stored = [describe(effect) for effect in effects]
    decision = _decide(case, stored, frozenset(), Decision.Outcome.APPROVED, "", None, at)
    _follow(case, decision, effects)
    return decision


def _follow(case: Case, decision: Decision, effects: list[Effect]) -> None:
    """Execute what the decision brings about, and announce it."""
    application = case.application
    if decision.outcome == Decision.Outcome.APPROVED:
        declined = {each["path"] for each in decision.effects if each["effect"] == RECORD_KEPT}
        record_numbers(
            case, declined=declined, actor_id=decision.decided_by_id, at=decision.decided_at
        )
    execute_effects(
        effects=effects,
        person_id=application.person_id,
        reference=application.reference or "",
        actor_id=decision.decided_by_id,
        at=decision.decided_at,
    )
    application_decided.send(
        sender=Application, application=application, decision=decision, at=decision.decided_at
    )


def _decide(
    case: Case,
    effects: list[dict[str, Any]],
    not_needed: frozenset[int],
    outcome: str,
    reason: str,
    decided_by_id: int | None,
    at: datetime,
) -> Decision:
    application = lock_undecided(case.application.pk)
    items = list_evidence(case)
    documents: list[dict[str, Any]] = []
    if outcome == Decision.Outcome.APPROVED:
        check_settled(case, items)
        check_paid(application)
        documents = leave_open(application.pk, not_needed, reason)
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        reason=reason,
        decided_by_id=decided_by_id,
        decided_at=at,
        effects=effects,
        evidence=[describe_item(item) for item in items],
        documents=documents,
    )
    end_requests(application.pk, at=at)
    store_derived(application, outcome)
    TimelineEvent.objects.create(
        application=application, kind=outcome, actor_id=decided_by_id, happened_at=at
    )
    record_event(
        action=f"application.{outcome}",
        record_type="application",
        record_id=str(application.pk),
        state={"outcome": outcome, "reason": reason, "documents": documents},
        actor_id=decided_by_id,
        at=at,
    )
    return decision
