"""What an application still needs in documents: a draft by what is handed in, a sent one by what became of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.definitions.evaluation import applicable_steps, earlier_values
from portal.definitions.fields import AnsweringContext, HeldDocument, get_field_type
from portal.definitions.forms import rule_values
from portal.definitions.rules import Facts
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.wanted import Wanted, list_wanted
from portal.lifecycle.cases import Case
from portal.lifecycle.runs import Run
from portal.records.documents.models import Document, DocumentUse

__all__ = ["SentNeed", "list_before_start", "list_for_case", "list_for_step"]

Outcome, State = DocumentUse.Outcome, Document.ScanState


class NeedState(TextChoices):
    """How a need of a sent application stands."""

    ACCEPTED = "accepted", _("accepted")
    OPEN = "open", _("not looked at yet")
    MISSING = "missing", _("missing")


@dataclass(frozen=True, slots=True)
class SentNeed:
    """A need of a sent application, and how it stands."""

    wanted: Wanted
    state: NeedState


def list_for_step(
    run: Run, step: StepSpec, typed: Mapping[str, Any], context: AnsweringContext
) -> list[Wanted]:
    """Return what a step of a draft wants, by what its page opens with; a file that can't be handed in is not given."""
    if not _wants_any(step):
        return []
    applicable = applicable_steps(run.compiled, run.held, context)
    values = earlier_values(run.compiled, step.id, applicable, run.held, context)
    facts = Facts(values, context.record, context.on)
    if step.id in run.held:
        own = rule_values(run.compiled.ruled[step.id], run.held[step.id].answers, facts)
        facts = Facts({**values, **own}, context.record, context.on)
    good = {each.public_id for each in context.documents if not each.refusal}
    given = {each.id for each in step.fields if _is_given(each, typed.get(each.id), good)}
    return list_wanted(step, given, facts, context.language)


def list_before_start(
    spec: WizardSpec, held: Iterable[HeldDocument], facts: Facts, language: str
) -> list[Wanted]:
    """Return what a service wants of everybody, by what is on somebody's account and could be handed in today."""
    kinds = {each.kind for each in held if not each.refusal and not each.translation_of}
    found: list[Wanted] = []
    for step in spec.steps:
        if step.condition is None and _wants_any(step):
            given = {each.id for each in step.fields if kinds & _kinds_of(each)}
            found += list_wanted(step, given, facts, language)
    return found


def list_for_case(case: Case, uses: Iterable[DocumentUse]) -> list[SentNeed]:
    """Return what an application that was sent needs: met by what is accepted, by what waits for a look, or not."""
    standing = [use for use in uses if _counts(use)]
    sent = {use.question for use in standing}
    accepted = {use.question for use in standing if _is_accepted(use)}
    values: dict[str, Any] = {}
    found: list[SentNeed] = []
    for step in case.steps:
        facts = Facts(values, case.context.record, case.context.on)
        values |= rule_values(case.compiled.ruled[step.id], case.answers.get(step.id, {}), facts)
        if _wants_any(step):
            pairs = zip(
                list_wanted(step, accepted, facts, case.context.language),
                list_wanted(step, sent, facts, case.context.language),
                strict=True,
            )
            found += [_need(by_accepted, by_sent) for by_accepted, by_sent in pairs]
    return found


def _need(by_accepted: Wanted, by_sent: Wanted) -> SentNeed:
    if by_accepted.is_met:
        return SentNeed(by_accepted, NeedState.ACCEPTED)
    return SentNeed(by_sent, NeedState.OPEN if by_sent.is_met else NeedState.MISSING)


def _counts(use: DocumentUse) -> bool:
    """Tell whether it stands for what was asked; a translation alone never does."""
    is_original = use.document.translation_of_id is None
    is_good = use.outcome != Outcome.REJECTED and use.document.scan_state != State.SUSPECT
    return is_original and is_good


def _is_accepted(use: DocumentUse) -> bool:
    return use.outcome == Outcome.ACCEPTED and use.document.scan_state == State.CLEAN


def _wants_any(step: StepSpec) -> bool:
    return any(get_field_type(each.type).needs_documents for each in step.fields)


def _kinds_of(question: FieldSpec) -> set[str]:
    wanted: Any = question.options.get("kinds", ())
    return set(wanted) if get_field_type(question.type).needs_documents else set()


def _is_given(question: FieldSpec, value: Any, good: set[str]) -> bool:
    if get_field_type(question.type).needs_documents:
        return bool(good.intersection(value or ()))
    return value not in (None, "", [])
