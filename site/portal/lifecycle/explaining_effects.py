"""What followed from a decision, each beside what it rests on: what was answered, or what the service says follows.

A service's own word is code of today, which no version keeps: where it comes out otherwise that is told, and no fault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.timezone import localdate

from portal.definitions.record_paths import SSN, parts_of
from portal.definitions.spec import FieldSpec
from portal.lifecycle.cases import Case, plan_for
from portal.lifecycle.changes import RECORD_KEPT
from portal.lifecycle.effects import PAID, WriteBack, describe
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision

__all__ = ["Basis", "ExplainedEffect", "explain_effects"]

Stored = Mapping[str, Any]


class Basis(StrEnum):
    """What an effect that was recorded rests on, as far as that can be told now."""

    ANSWER = "answer"
    SERVICE = "service"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class ExplainedEffect:
    """An effect as decisions store it; ``question`` is the one that was answered so, or None.

    One that the service names, and that was not recorded, is LEFT_OUT.
    """

    effect: Stored
    basis: Basis
    question: FieldSpec | None = None


def explain_effects(case: Case, decision: Decision) -> list[ExplainedEffect]:
    """Return each effect of a decision with what it rests on, then what the service names beside them."""
    planned = _plan_again(case, decision)
    explained = [_explain(effect, case, planned) for effect in decision.effects]
    left_out = (
        each
        for each in planned or ()
        if each["effect"] != WriteBack.__name__ and each not in decision.effects
    )
    return [*explained, *(ExplainedEffect(each, Basis.LEFT_OUT) for each in left_out)]


def _plan_again(case: Case, decision: Decision) -> list[Stored] | None:
    """Return what the service says follows on the day of the decision; None where it cannot be asked."""
    occasion = decision.outcome if decision.decided_by_id else PAID
    try:
        effects = plan_for(replace(case, on=localdate(decision.decided_at)), occasion)
    except PluginFailedError:
        return None
    planned: list[Stored] = json.loads(json.dumps([describe(effect) for effect in effects]))
    return planned


def _explain(effect: Stored, case: Case, planned: list[Stored] | None) -> ExplainedEffect:
    if effect["effect"] in {WriteBack.__name__, RECORD_KEPT}:
        return _explain_change(effect, case, planned)
    if planned is None:
        return ExplainedEffect(effect, Basis.UNKNOWN)
    return ExplainedEffect(effect, Basis.SERVICE if effect in planned else Basis.OTHERWISE)


def _explain_change(effect: Stored, case: Case, planned: list[Stored] | None) -> ExplainedEffect:
    """Explain a change of the record: what it was has gone since, so that a service may no longer name it."""
    question, answered = _find_answer(effect["path"], case)
    is_answer = effect["effect"] == RECORD_KEPT or answered == effect["value"]
    if question is not None and (is_answer or effect["path"] == SSN):
        return ExplainedEffect(effect, Basis.ANSWER, question)
    is_named = effect in (planned or ())
    return ExplainedEffect(effect, Basis.SERVICE if is_named else Basis.UNKNOWN)


def _find_answer(path: str, case: Case) -> tuple[FieldSpec | None, str]:
    """Return the question that is bound to a path and was asked, and what was attested there; none of a number."""
    for step in case.steps:
        for question in step.fields:
            given = case.answers.get(step.id, {}).get(question.id)
            if path == SSN == question.binding:
                return question, ""
            for bound, value in parts_of(question.binding, given):
                if bound == path:
                    return question, value or ""
    return None, ""
