"""Files the renewals of invented people, at every stage, in bulk.

It makes a past: no audit event, no message and no effect comes of it; what a renewal did to its certificate was
invented with the certificate (portal.records.demo).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.utils.timezone import make_aware

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.fields import AnsweringContext
from portal.definitions.serialization import canonical_json, hash_canonical
from portal.definitions.spec import FieldSpec, StepKind, StepSpec
from portal.lifecycle.effects import ExtendCredential, describe
from portal.lifecycle.snapshots import make_snapshot
from portal.lifecycle.stages import LifecycleFacts, derive
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, StepAnswers, TimelineEvent
from portal.records.demo.careers import CredentialPlan, FilingPlan, Progress
from portal.records.demo.people import PersonPlan, demo_number
from portal.records.demo.rows import StoredPerson
from portal.records.demo.tables import DemoTable
from portal.records.wizards.models import Wizard

__all__ = ["DemoFilings"]

APPLICATIONS = DemoTable(
    Application,
    *("id", "public_id", "reference", "person_id", "version_id", "service_key", "credential_id"),
    *("assigned_to_id", "started_at", "saved_at", "submitted_at", "snapshot", "snapshot_hash"),
    *("stage", "action_required_by", "statuses"),
)
STEPS = DemoTable(
    StepAnswers, "application_id", "step", "version", "answers", "checked_at", "saved_at"
)
TIMELINE = DemoTable(TimelineEvent, "application_id", "kind", "actor_id", "happened_at")
DECISIONS = DemoTable(
    Decision, "application_id", "outcome", "reason", "decided_by_id", "decided_at", "effects"
)
OPENS, TAKEN_UP, CLOSES = time(9), time(10, 30), time(16)
TIME_TAKEN = timedelta(minutes=12)
REASON = "The court papers that the statement names have not arrived."
OUTCOMES = {Progress.APPROVED: Decision.Outcome.APPROVED, Progress.DENIED: Decision.Outcome.DENIED}
TAKEN = frozenset({Progress.ASSESSMENT, *OUTCOMES})
NAMESPACE = uuid.UUID("b0a54c94-7a6e-4b5c-8f0e-7e1f8f6f0d11")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DemoFiling:
    """An application to be stored, with what it hangs on."""

    key: int
    person: StoredPerson
    held: CredentialPlan
    credential: int
    number: str
    plan: FilingPlan
    compiled: CompiledWizard

    @property
    def saved_at(self) -> datetime:
        """Return when it was sent, or saved last."""
        return _moment(self.plan.filed_on, OPENS)

    @property
    def seen_expiry(self) -> date | None:
        """Return the expiry date of the credential on the day of filing."""
        known = (each for each in self.held.events if each.effective_on < self.plan.filed_on)
        return [each.expires_on for each in known if each.expires_on is not None][-1]


class DemoFilings:
    """The renewals of invented people; ``actor_id`` is the account that took them up and decided them.

    A credential of a type that no service renews has none.
    """

    def __init__(self, *, actor_id: int) -> None:
        self.actor_id = actor_id

    def file(self, people: Sequence[StoredPerson]) -> None:
        """Store the applications that were planned for people just stored."""
        planned = list(self._list_planned(people))
        keys = APPLICATIONS.reserve(len(planned))
        filings = [DemoFiling(key, *facts) for key, facts in zip(keys, planned, strict=True)]
        APPLICATIONS.write(map(self._application, filings))
        STEPS.write(row for each in filings for row in _steps(each))
        TIMELINE.write(row for each in filings for row in self._timeline(each))
        DECISIONS.write(self._decision(each) for each in filings if each.plan.progress in OUTCOMES)

    @cached_property
    def _services(self) -> Mapping[str, CompiledWizard]:
        """Return the first published service that renews each type of credential."""
        services: dict[str, CompiledWizard] = {}
        published = Wizard.objects.filter(current_version__isnull=False)
        for key, digest in published.values_list(
            "current_version", "current_version__content_hash"
        ):
            compiled = get_compiled(key, digest)
            for type_key in compiled.spec.renews:
                services.setdefault(type_key, compiled)
        return services

    def _list_planned(self, people: Iterable[StoredPerson]) -> Iterator[Row]:
        for person in people:
            held = zip(person.plan.credentials, person.credentials, strict=True)
            for position, (plan, key) in enumerate(held):
                compiled = self._services.get(plan.type_key)
                for filing in plan.filings if compiled else ():
                    number = demo_number(person.plan.number, position)
                    yield person, plan, key, number, filing, compiled

    def _application(self, filing: DemoFiling) -> Row:
        plan = filing.plan
        is_sent = plan.progress is not Progress.DRAFT
        derived = derive(
            LifecycleFacts(is_sent, plan.progress in TAKEN, OUTCOMES.get(plan.progress))
        )
        snapshot = canonical_json(_snapshot(filing)) if is_sent else None
        return (
            *(filing.key, uuid.uuid5(NAMESPACE, plan.reference)),
            *(plan.reference if is_sent else None, filing.person.key, filing.compiled.version_id),
            *(filing.compiled.spec.key, filing.credential),
            self.actor_id if plan.progress in TAKEN else None,
            *(filing.saved_at - TIME_TAKEN, filing.saved_at),
            filing.saved_at if is_sent else None,
            *(snapshot, hash_canonical(snapshot) if snapshot else ""),
            *(derived.stage, derived.action_required_by, canonical_json(derived.statuses)),
        )

    def _timeline(self, filing: DemoFiling) -> Iterator[Row]:
        plan = filing.plan
        if plan.progress is not Progress.DRAFT:
            yield filing.key, TimelineEvent.Kind.SUBMITTED, None, filing.saved_at
        if plan.progress in TAKEN:
            taken_up = _moment(plan.filed_on, TAKEN_UP)
            yield filing.key, TimelineEvent.Kind.ASSIGNED, self.actor_id, taken_up
        if plan.progress in OUTCOMES:
            yield filing.key, OUTCOMES[plan.progress], self.actor_id, _decided_at(plan)

    def _decision(self, filing: DemoFiling) -> Row:
        plan = filing.plan
        effects = [
            describe(ExtendCredential(filing.number, event.expires_on))
            for event in filing.held.events
            if event.application_reference == plan.reference and event.expires_on is not None
        ]
        return (
            *(filing.key, OUTCOMES[plan.progress]),
            *("" if plan.progress is Progress.APPROVED else REASON, self.actor_id),
            *(_decided_at(plan), canonical_json(effects)),
        )


def _decided_at(plan: FilingPlan) -> datetime:
    assert plan.decided_on is not None
    return _moment(plan.decided_on, CLOSES)


@lru_cache(20_000)
def _moment(day: date, hour: time) -> datetime:
    return make_aware(datetime.combine(day, hour))


def _snapshot(filing: DemoFiling) -> dict[str, Any]:
    context = AnsweringContext(
        on=filing.plan.filed_on, language="en", record=_record(filing.person.plan)
    )
    return make_snapshot(
        filing.compiled,
        _list_steps(filing.compiled),
        _answer(filing),
        context=context,
        credential=(filing.number, filing.seen_expiry),
        languages={},
        at=filing.saved_at,
    )


def _steps(filing: DemoFiling) -> Iterator[Row]:
    """Yield what a draft holds: all but the declaration, which is accepted last."""
    if filing.plan.progress is Progress.DRAFT:
        for step, answers in _answer(filing).items():
            if filing.compiled.steps[step].kind is not StepKind.DECLARATION:
                given = canonical_json(answers)
                yield filing.key, step, 1, given, filing.saved_at, filing.saved_at


def _list_steps(compiled: CompiledWizard) -> list[StepSpec]:
    """Return the steps that apply to somebody who has nothing to tell."""
    return [step for step in compiled.spec.steps if step.condition is None]


def _answer(filing: DemoFiling) -> dict[str, dict[str, Any]]:
    """Return the answers of somebody whose record is right and who has nothing to tell."""
    record = _record(filing.person.plan)
    answers: dict[str, dict[str, Any]] = {}
    for step in _list_steps(filing.compiled):
        if step.declaration is not None:
            answers[step.id] = {step.id: step.declaration.version}
            continue
        given = ((each.id, _answer_question(each, record, filing.number)) for each in step.fields)
        answers[step.id] = {name: value for name, value in given if value not in (None, "")}
    return answers


def _answer_question(question: FieldSpec, record: Mapping[str, Any], number: str) -> Any:
    if question.type == "credential":
        return number
    if question.type == "yes_no":
        return False
    return record.get(question.binding)


def _record(plan: PersonPlan) -> dict[str, Any]:
    """Return what questions are bound to; who applies has an address for mail."""
    first, middle, last = plan.name
    return {
        "person.first_name": first,
        "person.middle_name": middle,
        "person.last_name": last,
        "person.email": plan.email or f"applicant{plan.number}@people.example.org",
        "person.phone": plan.phone,
        "person.address_line": plan.address_line,
        "person.address_town": plan.town,
        "person.address_state": "CT",
        "person.address_zip": "06000",
    }
