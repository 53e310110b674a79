"""Submit: everything is checked again, then one idempotent operation; repeats get the same answer.

The draft row is claimed by one conditional UPDATE: of any number of simultaneous submits exactly
one claims it, and every other finds it submitted.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from portal.definitions.evaluation import evaluate_answers
from portal.definitions.fees import ask_fees
from portal.definitions.serialization import content_hash
from portal.definitions.texts import in_language
from portal.definitions.tracing import trace_answers
from portal.lifecycle.admission import (
    check_access_of,
    check_draft_is_open,
    check_is_only_one,
    refuse_duplicate,
)
from portal.lifecycle.assignment import store_derived
from portal.lifecycle.charging import get_charger
from portal.lifecycle.documents import chosen_documents
from portal.lifecycle.effects import (
    AskAgain,
    CaseFacts,
    Effect,
    RecordTimelyFiling,
    plan_effects,
)
from portal.lifecycle.errors import (
    FeeChangedError,
    IncompleteApplicationError,
    ServiceUnavailableError,
)
from portal.lifecycle.events import application_submitted
from portal.lifecycle.execution import EffectRefusedError, execute_effects
from portal.lifecycle.facts import answering_context, case_facts, chosen_credential
from portal.lifecycle.requests import send_requests
from portal.lifecycle.runs import Run, get_run
from portal.lifecycle.snapshots import make_snapshot
from portal.lifecycle.ssns import drop_other_numbers
from portal.lifecycle.stages import LifecycleFacts, derive
from portal.lifecycle.visits import check_costs_nothing, keep_contact
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.references import new_reference
from portal.records.audit.operations import record_event
from portal.records.documents.errors import DocumentNotFoundError
from portal.records.documents.operations import attach_documents
from portal.records.ledger.lines import FeeLine
from portal.records.ledger.operations import due_on_filing, record_charges
from portal.records.prepared import PreparedInsert, PreparedUpdate

__all__ = ["SubmittedApplication", "submit_application"]

logger = logging.getLogger(__name__)
ATTEMPTS = 5
CLAIMED = (
    "reference",
    "snapshot",
    "snapshot_hash",
    "submitted_at",
    "stage",
    "action_required_by",
    "statuses",
    "holds",
)
_CLAIM = PreparedUpdate(
    Application, changes=CLAIMED, where=("id", "lock_version"), where_empty=("submitted_at",)
)
"""Changes the row only while it is the draft that was checked: these conditions are the lock."""
_TIMELINE = PreparedInsert(TimelineEvent)


@dataclass(frozen=True, slots=True)
class SubmittedApplication:
    """What a submit answers, the first time and every time after; the first time, also what is due on filing."""

    public_id: uuid.UUID
    reference: str
    submitted_at: datetime
    due_cents: int = field(default=0, compare=False)


def submit_application(
    *,
    public_id: uuid.UUID,
    account_id: int | None,
    language: str,
    at: datetime,
    visitor_key: str = "",
    known: Run | None = None,
    seen_cents: int | None = None,
) -> SubmittedApplication:
    """Submit the applicant's own draft, or return what an earlier submit answered.

    ``visitor_key`` is the digest that stands for somebody without an account. ``known`` is the draft as the caller has
    just read it for this owner: it is claimed only as it was read, and read again where it has changed since.
    ``seen_cents`` is what the applicant was shown that it costs: whoever has to pay is never charged another sum.

    Raises ApplicationNotFoundError, IncompleteApplicationError naming the first step to mend,
    DuplicateApplicationError, NotOpenError, AccessRefusedError, FeeChangedError, NotPayableError, or
    ServiceUnavailableError where the service is off, its plugin failed, or the records refuse what it answered
    (FeeUnknownError where the fee is what failed); then nothing is written.
    """
    for _attempt in range(ATTEMPTS):
        run, known = known or get_run(public_id, account_id, visitor_key), None
        if run.submitted_at is not None and run.reference is not None:
            return SubmittedApplication(run.public_id, run.reference, run.submitted_at)
        if not run.is_available:
            raise ServiceUnavailableError(run.service_key)
        attested = _attest(run, language, at, seen_cents)
        try:
            with transaction.atomic():
                check_is_only_one(run)
                if _claim(run, attested, at):
                    _record(run, attested, account_id, at)
                    due = due_on_filing(attested.charges)
                    return SubmittedApplication(run.public_id, attested.reference, at, due)
        except IntegrityError:
            refuse_duplicate(run)
        except EffectRefusedError as error:
            logger.exception("the records refuse what %s would have follow", run.service_key)
            raise ServiceUnavailableError(run.service_key) from error
    raise ServiceUnavailableError(public_id)


@dataclass(frozen=True, slots=True)
class _Attested:
    """What the applicant stands for, made outside the transaction."""

    reference: str
    snapshot: dict[str, Any]
    digest: str
    effects: list[Effect]
    documents: Mapping[str, Mapping[str, list[str]]]
    charges: Sequence[FeeLine]

    @property
    def costs_something(self) -> bool:
        """Tell whether something is to be paid as it is sent."""
        return due_on_filing(self.charges) > 0

    @property
    def holds(self) -> list[str]:
        """Return the certificates that the filing holds once it is paid, where there is something to pay."""
        holding = (each for each in self.effects if isinstance(each, RecordTimelyFiling))
        return [each.credential_number for each in holding] if self.costs_something else []

    @property
    def effects_now(self) -> list[Effect]:
        """Return what follows from sending it alone."""
        return [
            each
            for each in self.effects
            if not (self.holds and isinstance(each, RecordTimelyFiling))
        ]


def _attest(run: Run, language: str, at: datetime, seen_cents: int | None = None) -> _Attested:
    if run.compiled.missing_plugins:
        raise ServiceUnavailableError(run.service_key)
    today = localdate(at)
    check_draft_is_open(run, on=today)
    context = answering_context(run, on=today, language=language)
    access = check_access_of(run, on=today, language=language)
    try:
        evaluation = evaluate_answers(run.compiled, run.held, context)
    except PluginFailedError as error:
        raise ServiceUnavailableError(run.service_key) from error
    if evaluation.first_problem is not None:
        raise IncompleteApplicationError(evaluation.first_problem)
    reference = new_reference()
    case = case_facts(run, evaluation, context, reference=reference, on=today)
    asked = ask_fees(run.compiled, evaluation.answers, context)
    charged = get_charger().charge(run.service_key, case, asked, on=today)
    if charged is not None and charged.total_cents not in {0, seen_cents}:
        raise FeeChangedError(run.service_key)
    check_costs_nothing(run, charged.total_cents if charged else 0)
    chosen = chosen_credential(run, context)
    snapshot = make_snapshot(
        run.compiled,
        evaluation.steps,
        evaluation.answers,
        context=context,
        credential=(run.credential_number, chosen.expires_on if chosen else None),
        languages={step: held.language for step, held in run.held.items()},
        trace=[*access, *trace_answers(run.compiled, evaluation.answers, context)],
        fees=charged.as_data() if charged else None,
        at=at,
    )
    return _Attested(
        reference,
        snapshot,
        content_hash(snapshot),
        effects=_plan(run, case, language),
        documents=chosen_documents(evaluation.steps, evaluation.answers),
        charges=charged.lines if charged else (),
    )


def _plan(run: Run, case: CaseFacts, language: str) -> list[Effect]:
    """Return what follows from filing; raise where that is to ask again."""
    try:
        effects = plan_effects(run.service_key, "submitted", case)
    except PluginFailedError as error:
        raise ServiceUnavailableError(run.service_key) from error
    for effect in effects:
        if isinstance(effect, AskAgain):
            raise IncompleteApplicationError(effect.step, in_language(effect.message, language))
    return effects


def _claim(run: Run, attested: _Attested, at: datetime) -> bool:
    derived = derive(LifecycleFacts(is_submitted=True, owes_payment=attested.costs_something))
    return _CLAIM.run(
        id=run.id,
        lock_version=run.lock_version,
        reference=attested.reference,
        snapshot=attested.snapshot,
        snapshot_hash=attested.digest,
        submitted_at=at,
        stage=derived.stage,
        action_required_by=derived.action_required_by,
        statuses=list(derived.statuses),
        holds=attested.holds,
    )


def _record(run: Run, attested: _Attested, account_id: int | None, at: datetime) -> None:
    _TIMELINE.run(
        application_id=run.id,
        kind=TimelineEvent.Kind.SUBMITTED,
        actor_id=account_id,
        happened_at=at,
    )
    record_event(
        action="application.submitted",
        record_type="application",
        record_id=str(run.id),
        state={"reference": attested.reference, "hash": attested.digest},
        actor_id=account_id,
        at=at,
    )
    drop_other_numbers(run, attested.snapshot["answers"])
    record_charges(application_id=run.id, lines=attested.charges, actor_id=account_id, at=at)
    for step, wanted in attested.documents.items():
        _attach(run, step, wanted)
    if (
        attested.documents or run.compiled.asks_others
    ):  # a document may have been set apart since it was checked
        _derive_again(run, attested, account_id, at)
    execute_effects(
        effects=attested.effects_now,
        person_id=run.person_id,
        reference=attested.reference,
        actor_id=account_id,
        at=at,
    )
    application_submitted.send(
        sender=Application,
        application_id=run.id,
        public_id=run.public_id,
        person_id=run.person_id,
        reference=attested.reference,
        language=attested.snapshot["language"],
        recipient=keep_contact(run, attested.snapshot["answers"]),
        service_key=run.service_key,
        at=at,
    )


def _derive_again(run: Run, attested: _Attested, account_id: int | None, at: datetime) -> None:
    """Ask whoever the answers name, and store what follows from that and from the documents."""
    application = Application.objects.get(pk=run.id)
    steps = [run.compiled.steps[step] for step in attested.snapshot["steps"]]
    given, language = attested.snapshot["answers"], attested.snapshot["language"]
    send_requests(application, steps, given, language=language, actor_id=account_id, at=at)
    store_derived(application, None)


def _attach(run: Run, step: str, wanted: Mapping[str, list[str]]) -> None:
    try:
        attach_documents(application_id=run.id, person_id=run.holder_id, wanted=wanted)
    except DocumentNotFoundError as gone:
        raise IncompleteApplicationError(step) from gone
