"""What can be known of a definition's rules and bindings before anybody answers: types that clash, paths that are none.

Order and unknown names are checked where the steps are, in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.placed_rules import IN_ROWS
from portal.definitions.record_paths import ADDRESS, RECORD_TYPES, SSN, is_binding
from portal.definitions.rules import RuleError, ValueType, analyse, analyse_operand, fields_used
from portal.definitions.rules.values import LIST_OF
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec

__all__ = [
    "TOLD_ELSEWHERE",
    "Fault",
    "detail_of",
    "find_calculation_faults",
    "find_rule_faults",
    "find_unknown_bindings",
    "typed_names",
]

OF_TYPES: Mapping[str, str] = {"address": ADDRESS, "ssn": SSN}
"""What the questions of some types are bound to, and no others."""
Fault = tuple[str, str, str]
"""The name of a fault, its place (``step`` or ``step.field``), and what is wrong."""
TOLD_ELSEWHERE = frozenset({"unknown_field", "unknown_function"})


def find_rule_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of each rule; a question of a type that is not there is taken as it comes."""
    yield from _faults_of((*spec.steps, spec.private_step()), (*spec.fields(), *spec.private))
    for step in spec.steps:
        if step.request is not None:
            yield from _faults_of([replace(step.asked_step(), id=step.id)], step.request.asked)


def _faults_of(steps: Iterable[StepSpec], asked: Sequence[FieldSpec]) -> Iterator[Fault]:
    """Yield each fault of the rules of some steps, which read the questions ``asked``."""
    known = dict(typed_names(asked))
    in_row = {question.id: dict(_row_names(question)) for question in asked if question.rows}
    for placed in chain.from_iterable(step.placed_rules() for step in steps):
        is_in_row = placed.role in IN_ROWS
        names = in_row[placed.part.partition(".")[0]] if is_in_row else known
        for error in analyse(placed.rule, names, RECORD_TYPES):
            if error.code not in TOLD_ELSEWHERE:
                yield error.code, placed.place, detail_of(error)


def find_calculation_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of each formula: of its types, and where it would show what is sensitive."""
    calculated = [
        (f"{step.id}.{question.id}", question, question.calculation)
        for step in spec.steps
        for question in step.fields
        if question.calculation is not None
    ]
    if not calculated:
        return
    known = dict(typed_names(spec.fields()))
    guarded = {
        name
        for question in spec.fields()
        for name, each in question.named()
        if question.sensitive or each.sensitive
    }
    for place, question, formula in calculated:
        kind = known.get(question.id, ValueType.OTHER)
        if kind is ValueType.OTHER:
            yield "no_result_type", place, str(question.options.get("gives", ""))
            continue
        for error in analyse_operand(formula, known, RECORD_TYPES, kind):
            if error.code not in TOLD_ELSEWHERE:
                yield error.code, place, detail_of(error)
        if guarded & fields_used(formula) and not question.sensitive:
            yield "not_sensitive", place, ""


def find_unknown_bindings(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each question that is bound to a path which the records do not have, or hold in another form."""
    for step in (*spec.steps, spec.private_step()):
        for question in step.fields:
            only = OF_TYPES.get(question.type)
            is_other = (
                question.binding in OF_TYPES.values() if only is None else question.binding != only
            )
            if question.binding and (not is_binding(question.binding) or is_other):
                yield "unknown_binding", f"{step.id}.{question.id}", question.binding


def _names(question: FieldSpec) -> Iterator[tuple[str, ValueType]]:
    """Yield what rules may call a question and the columns of its rows, with the type of each."""
    for name, each in question.named():
        if is_known_type(each.type):
            kind = get_field_type(each.type).value_type_of(each)
            if each is question:
                yield name, kind
            elif kind in LIST_OF:
                yield name, LIST_OF[kind]


def _row_names(group: FieldSpec) -> Iterator[tuple[str, ValueType]]:
    """Yield what the rules within a row may call its questions, with the type of each."""
    for name, each in group.named_in_row():
        if is_known_type(each.type):
            yield name, get_field_type(each.type).value_type_of(each)


def typed_names(asked: Iterable[FieldSpec]) -> Iterator[tuple[str, ValueType]]:
    """Yield what rules may call some questions and the columns of their rows, with the type of each."""
    return chain.from_iterable(map(_names, asked))


def detail_of(error: RuleError) -> str:
    """Return where in a rule a fault is, and what is wrong."""
    return " ".join(part for part in (error.path, error.detail) if part)
