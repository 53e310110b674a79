"""Integrity of a definition: named errors with the place, found before anything is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from portal.definitions.circles import LATER, name_circle
from portal.definitions.fee_checks import find_fee_faults
from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.message_checks import find_message_faults
from portal.definitions.open_checks import find_open_faults
from portal.definitions.policy_checks import find_policy_faults
from portal.definitions.reaching import find_unreachable
from portal.definitions.requirements import installed_versions, plugin_of
from portal.definitions.reviewing import REVIEWER_PERMISSIONS, reviewers_of
from portal.definitions.rule_checks import (
    find_calculation_faults,
    find_rule_faults,
    find_unknown_bindings,
)
from portal.definitions.rules import Node, Rule, calls_used, fields_used, find_function, paths_used
from portal.definitions.spec import PRIVATE, ROW, FieldSpec, StepKind, StepSpec, WizardSpec
from portal.definitions.ssn_checks import find_ssn_faults
from portal.definitions.texts import LANGUAGES, Text

__all__ = ["RESERVED_STEPS", "DefinitionError", "check_wizard"]

RESERVED_STEPS = frozenset({"review", "submitted", "start", "done", "pay", PRIVATE})
FEWEST_ALTERNATIVES = 2
_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
_ID = re.compile(r"[a-z][a-z0-9_]{0,48}\Z")


@dataclass(frozen=True, slots=True)
class DefinitionError:
    """What is wrong, by a stable name, and where.

    That is ``wizard``, ``step``, ``step.field``, ``fee "id"``, ``message "kind"`` or ``scenario "id"``.
    """

    name: str
    place: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.name} {self.detail}".strip()


def check_wizard(spec: WizardSpec) -> list[DefinitionError]:
    """Return every integrity error of a definition; an empty list may be published.

    What nobody would ever be asked, and choices that are gone, are told once nothing else is wrong.
    """
    found = [
        replace(each, name=name_circle(spec, each.place, each.detail))
        if each.name == LATER
        else each
        for each in _check(spec)
    ]
    return found or [DefinitionError(*fault) for fault in find_unreachable(spec)]


def _check(spec: WizardSpec) -> Iterator[DefinitionError]:
    if not _KEY.match(spec.key):
        yield DefinitionError("bad_key", "wizard", spec.key)
    if reviewers_of(spec) not in REVIEWER_PERMISSIONS:
        yield DefinitionError("unknown_reviewers", "wizard", spec.reviewers)
    yield from _check_texts("wizard", spec.title, spec.summary, *spec.needs)
    if spec.offer:
        yield from _check_texts("wizard", spec.offer)
    if not spec.steps:
        yield DefinitionError("no_steps", "wizard")
    seen_steps: set[str] = set()
    known: set[str] = set()
    for step in spec.steps:
        if step.id in seen_steps:
            yield DefinitionError("duplicate_step", step.id)
        seen_steps.add(step.id)
        yield from _check_step(step, known)
    yield from _check_questions(spec.private_step(), known)
    yield from _check_terms(spec)
    faults = (
        find_rule_faults,
        find_calculation_faults,
        find_unknown_bindings,
        find_policy_faults,
        find_ssn_faults,
        find_fee_faults,
        find_message_faults,
        find_open_faults,
    )
    for fault in chain.from_iterable(find(spec) for find in faults):
        yield DefinitionError(*fault)


def _check_terms(spec: WizardSpec) -> Iterator[DefinitionError]:
    """Check what the rules of access say and call, and those of fees."""
    for refusal in spec.access:
        yield from _check_texts("access", refusal.message)
        yield from _check_calls("access", refusal.when)
    for placed in spec.placed_fees():
        yield from _check_calls(placed.place, placed.rule)


def _check_step(step: StepSpec, known: set[str]) -> Iterator[DefinitionError]:
    if not _ID.match(step.id) or step.id in RESERVED_STEPS:
        yield DefinitionError("bad_step_id", step.id)
    yield from _check_texts(step.id, step.title)
    yield from _check_formula(step.id, step.condition, known)
    if step.kind is StepKind.DECLARATION:
        if step.declaration is None or step.fields:
            yield DefinitionError("declaration_without_statement", step.id)
        else:
            texts = (step.declaration.statement, step.declaration.accept)
            yield from _check_texts(step.id, *texts)
    elif not step.fields:
        yield DefinitionError("empty_step", step.id)
    yield from _check_questions(step, known)
    yield from _check_requirements(step, known)
    yield from _check_request(step)


def _check_request(step: StepSpec) -> Iterator[DefinitionError]:
    """Check that a step which asks somebody else says whom, and asks what anybody can answer."""
    if (step.kind is StepKind.THIRD_PARTY) != (step.request is not None):
        yield DefinitionError("request_without_step" if step.request else "no_request", step.id)
    if step.request is None:
        return
    request, types = step.request, {each.id: each.type for each in step.fields}
    wanted = {request.name: "name", request.email: "email"}
    for asked_id, kind in wanted.items():
        if types.get(asked_id) != kind:
            yield DefinitionError("nobody_to_ask", step.id, f"{asked_id}: {kind}")
    if request.organization and request.organization not in types:
        yield DefinitionError("nobody_to_ask", step.id, request.organization)
    yield from _check_texts(step.id, request.purpose)
    yield from _check_asked(replace(step.asked_step(), id=step.id))


def _check_asked(asked: StepSpec) -> Iterator[DefinitionError]:
    """Check that what somebody without an account is asked rests on their own answers and the day alone."""
    yield from _check_questions(asked, set())
    for placed in asked.placed_rules():
        for path in sorted(paths_used(placed.rule)):
            yield DefinitionError("asked_of_the_record", placed.place, path)
    for each in asked.fields:
        is_filled_in = each.binding or each.calculation
        if is_filled_in or (is_known_type(each.type) and _is_of_the_record(each)):
            yield DefinitionError("too_much_asked", f"{asked.id}.{each.id}")
    if not asked.fields:
        yield DefinitionError("empty_step", asked.id)


def _check_questions(step: StepSpec, known: set[str]) -> Iterator[DefinitionError]:
    for question in step.fields:
        if question.id in known:
            yield DefinitionError("duplicate_field", f"{step.id}.{question.id}")
        place = f"{step.id}.{question.id}"
        yield from _check_field(place, question, known)
        yield from _check_formula(place, question.condition, known)
        yield from _check_rows(place, question, known)
        if get_field_type(question.type).has_answer:
            known |= {name for name, _each in question.named()}
    for question in step.fields:
        for refusal in question.refusals:
            yield from _check_formula(f"{step.id}.{question.id}", refusal.when, known)


def _check_requirements(step: StepSpec, known: set[str]) -> Iterator[DefinitionError]:
    """Check that what may stand for what names optional questions of its own step."""
    optional = {
        question.id
        for question in step.fields
        if not question.required and get_field_type(question.type).asks
    }
    for requirement in step.requirements:
        place = f"{step.id}.{requirement.id}"
        if not _ID.match(requirement.id):
            yield DefinitionError("bad_requirement_id", place)
        if not all(requirement.alternatives) or len(requirement.alternatives) < FEWEST_ALTERNATIVES:
            yield DefinitionError("no_alternative", place)
        for lost in sorted(requirement.questions() - optional):
            yield DefinitionError("alternative_not_optional", place, lost)
        yield from _check_texts(place, requirement.title)
        yield from _check_formula(place, requirement.condition, known)


def _check_rows(place: str, group: FieldSpec, known: set[str]) -> Iterator[DefinitionError]:
    """Check the questions of a repeating group, which are nested once; their rules read the same row."""
    if (group.type == "rows") != bool(group.rows):
        yield DefinitionError("rows_without_questions" if not group.rows else "not_a_group", place)
    if group.rows and group.id == ROW:
        yield DefinitionError("bad_field_id", place)
    seen: set[str] = set()
    for inner in group.rows:
        at = f"{place}.{inner.id}"
        if inner.id in seen:
            yield DefinitionError("duplicate_field", at)
        if inner.condition is not None:
            yield from _check_row_rule(at, inner.condition, group, seen)
        for refusal in inner.refusals:
            columns = {each.id for each in group.rows}
            yield from _check_row_rule(at, refusal.when, group, columns)
        seen.add(inner.id)
        if inner.rows or inner.binding:
            yield DefinitionError("too_much_in_a_row", at)
        elif is_known_type(inner.type) and _is_of_the_record(inner):
            yield DefinitionError("too_much_in_a_row", at, inner.type)
        yield from _check_field(at, inner, known)


def _check_row_rule(
    place: str, rule: Rule, group: FieldSpec, known: set[str]
) -> Iterator[DefinitionError]:
    """Check that a rule reads, of answers, those questions of its own row that are ``known`` and nothing else."""
    for used in sorted(fields_used(rule)):
        name, _dot, column = used.partition(".")
        if name == ROW and column:
            if column not in known:
                yield DefinitionError(LATER, place, used)
        else:
            fault = "reads_other_rows" if name == group.id else "reads_outside_row"
            yield DefinitionError(fault, place, used)
    yield from _check_calls(place, rule)


def _is_of_the_record(question: FieldSpec) -> bool:
    """Tell whether a question offers what the applicant has on record, or is none that anybody answers."""
    field_type = get_field_type(question.type)
    is_offered = field_type.needs_credentials or field_type.needs_documents
    is_offered = is_offered or field_type.needs_ssns
    return is_offered or field_type.needs_record or not field_type.asks


def _check_field(place: str, question: FieldSpec, known: set[str]) -> Iterator[DefinitionError]:
    if not _ID.match(question.id):
        yield DefinitionError("bad_field_id", place)
    yield from _check_unasked(place, question)
    yield from _check_formula(place, question.calculation, known)
    for refusal in question.refusals:
        yield from _check_texts(place, refusal.message)
    yield from _check_texts(place, question.label, *(choice.label for choice in question.choices))
    if not is_known_type(question.type):
        yield _unknown("unknown_type", place, question.type)
        return
    field_type = get_field_type(question.type)
    for option in sorted(question.options.keys() - field_type.allowed_options):
        yield DefinitionError("unknown_option", place, option)
    if question.type in {"choice", "multi_choice"} and not question.choices:
        yield DefinitionError("no_choices", place)
    values = [choice.value for choice in question.choices]
    if len(values) != len(set(values)):
        yield DefinitionError("duplicate_choice", place)


def _check_unasked(place: str, question: FieldSpec) -> Iterator[DefinitionError]:
    """Check that what nobody types has a formula where it is calculated, and nothing that is about typing."""
    field_type = get_field_type(question.type)
    if (question.type == "calculated") != (question.calculation is not None):
        name = "not_calculated" if question.calculation else "calculation_missing"
        yield DefinitionError(name, place)
    if not field_type.asks and (question.binding or question.refusals):
        yield DefinitionError("asks_nothing", place)
    if field_type.needs_record and question.binding:
        yield DefinitionError("signature_filled_in", place, question.binding)


def _check_formula(place: str, node: Node | None, known: set[str]) -> Iterator[DefinitionError]:
    """Check what a rule or a calculation reads and calls."""
    if node is not None:
        for used in sorted(fields_used(node) - known):
            yield DefinitionError(LATER, place, used)
        yield from _check_calls(place, node)


def _check_calls(place: str, node: Node) -> Iterator[DefinitionError]:
    for call in calls_used(node):
        function = find_function(call.function)
        if function is None:
            yield _unknown("unknown_function", place, call.function)
        elif not function.fewest <= len(call.arguments) <= function.most:
            yield DefinitionError("wrong_argument_count", place, call.function)


def _unknown(name: str, place: str, used: str) -> DefinitionError:
    """Say that nothing offers a type or function; where its plugin is absent, name the plugin."""
    plugin_id = plugin_of(used)
    if plugin_id and plugin_id not in installed_versions():
        return DefinitionError("missing_plugin", place, f"{plugin_id} for {used}")
    return DefinitionError(name, place, used)


def _check_texts(place: str, *texts: Text) -> Iterator[DefinitionError]:
    for value in texts:
        for language in LANGUAGES:
            if not value.get(language, "").strip():
                yield DefinitionError("missing_text", place, language)
