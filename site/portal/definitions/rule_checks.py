"""What can be known of a definition's rules and bindings before anybody answers: types that clash, paths that are none.

Order and unknown names are checked where the steps are, in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.record_paths import RECORD_TYPES, is_binding
from portal.definitions.rules import Rule, RuleError, ValueType, analyse
from portal.definitions.rules.values import LIST_OF
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec

__all__ = ["find_rule_faults", "find_unknown_bindings"]

Fault = tuple[str, str, str]
"""The name of a fault, its place (``step`` or ``step.field``), and what is wrong."""
TOLD_ELSEWHERE = frozenset({"unknown_field", "unknown_function"})


def find_rule_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of each rule; a question of a type that is not there is taken as it comes."""
    known = dict(chain.from_iterable(map(_names, spec.fields())))
    for step in spec.steps:
        for place, rule in _rules(step):
            for error in analyse(rule, known, RECORD_TYPES):
                if error.code not in TOLD_ELSEWHERE:
                    yield error.code, place, _detail(error)


def find_unknown_bindings(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each question that is bound to a path which the records do not have."""
    for step in spec.steps:
        for question in step.fields:
            if question.binding and not is_binding(question.binding):
                yield "unknown_binding", f"{step.id}.{question.id}", question.binding


def _rules(step: StepSpec) -> Iterator[tuple[str, Rule]]:
    if step.condition:
        yield step.id, step.condition
    for question in step.fields:
        if question.condition:
            yield f"{step.id}.{question.id}", question.condition
        for refusal in question.refusals:
            yield f"{step.id}.{question.id}", refusal.when
    for requirement in step.requirements:
        if requirement.condition:
            yield f"{step.id}.{requirement.id}", requirement.condition


def _names(question: FieldSpec) -> Iterator[tuple[str, ValueType]]:
    """Yield what rules may call a question and the columns of its rows, with the type of each."""
    if is_known_type(question.type):
        yield question.id, get_field_type(question.type).value_type
    for inner in question.rows:
        if is_known_type(inner.type):
            kind = get_field_type(inner.type).value_type
            if kind in LIST_OF:
                yield f"{question.id}.{inner.id}", LIST_OF[kind]


def _detail(error: RuleError) -> str:
    return " ".join(part for part in (error.path, error.detail) if part)
