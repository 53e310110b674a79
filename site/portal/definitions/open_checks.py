"""What a wizard that anybody fills in without an account cannot ask, offer or promise: each by a name, at its place.

Nothing is on record about a visitor, nothing is theirs, and nobody can tell two of them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from portal.definitions.fee_spec import place_of_fee
from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.message_spec import Placeholder, find_braced, place_of_message
from portal.definitions.rule_checks import Fault
from portal.definitions.rules import paths_used
from portal.definitions.scenario_spec import place_of
from portal.definitions.spec import (
    DraftPolicy,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)

__all__ = ["contact_question", "find_open_faults"]

EMAIL = "email"
OF_ACCOUNTS = {
    StepKind.DOCUMENTS: "documents_without_account",
    StepKind.THIRD_PARTY: "request_without_account",
}


def contact_question(spec: WizardSpec) -> tuple[str, str] | None:
    """Return the step and the id of the question whose answer is where to write to: the first for an e-mail address."""
    for step in spec.steps:
        for question in step.fields:
            if question.type == EMAIL:
                return step.id, question.id
    return None


def find_open_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield what makes no sense without a person; nothing for a wizard that takes an account."""
    if not spec.is_for_anybody:
        return
    yield from _faults_of_whole(spec)
    yield from chain.from_iterable(map(_faults_of_step, (*spec.steps, spec.private_step())))
    for fee in spec.fees:
        yield "fee_without_account", place_of_fee(fee.id), fee.item
    for message in spec.messages:
        said = (*message.subject.values(), *message.body.values())
        if any(Placeholder.APPLICANT.value in find_braced(each) for each in said):
            yield "nameless_without_account", place_of_message(message.kind), ""
    for scenario in spec.scenarios:
        if scenario.record or scenario.credentials or scenario.documents:
            yield "record_without_account", place_of(scenario.id), ""


def _faults_of_whole(spec: WizardSpec) -> Iterator[Fault]:
    if spec.drafts is not DraftPolicy.MANY:
        yield "one_at_a_time_without_account", "wizard", spec.drafts.value
    if spec.renews or spec.offer:
        yield "certificate_without_account", "wizard", ", ".join(spec.renews)
    if spec.needs_settled_evidence:
        yield "evidence_without_account", "wizard", ""
    for refusal in spec.access:
        for path in sorted(paths_used(refusal.when)):
            yield "record_without_account", "access", path


def _faults_of_step(step: StepSpec) -> Iterator[Fault]:
    if step.kind in OF_ACCOUNTS:
        yield OF_ACCOUNTS[step.kind], step.id, ""
    for placed in step.placed_rules():
        for path in sorted(paths_used(placed.rule)):
            yield "record_without_account", placed.place, path
    for question in step.fields:
        yield from _faults_of_question(f"{step.id}.{question.id}", question)


def _faults_of_question(place: str, question: FieldSpec) -> Iterator[Fault]:
    if question.binding:
        yield "filled_in_without_account", place, question.binding
    if question.calculation is not None:
        for path in sorted(paths_used(question.calculation)):
            yield "record_without_account", place, path
    if not is_known_type(question.type):
        return
    kind = get_field_type(question.type)
    if kind.needs_credentials or kind.needs_documents or kind.needs_ssns or kind.needs_record:
        yield "held_without_account", place, question.type
