"""Checks a step's stored answers again without making its form: by the same controls, and only whether they stand.

What is wrong is for the form to say; it is made as soon as one answer does not stand.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import StepForm, rule_values
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepKind

__all__ = ["find_standing"]


def find_standing(
    form_class: type[StepForm],
    stored: Mapping[str, Any],
    context: AnsweringContext,
    earlier: Mapping[str, Any],
) -> dict[str, Any] | None:
    """Return the answers as the step's form would store them now, or None where one does not stand.

    ``earlier`` are the values of the steps before that rules may ask for.
    """
    step = form_class.step
    if step.kind is StepKind.DECLARATION:
        assert step.declaration is not None
        accepted = stored.get(step.id) == step.declaration.version
        return {step.id: step.declaration.version} if accepted else None
    standing: dict[str, Any] = {}
    for question in step.fields:
        if not _is_asked(form_class, question, standing, context, earlier):
            continue
        control = _control(form_class, question, context)
        field_type = get_field_type(question.type)
        answer = stored.get(question.id)
        raw = {} if answer is None else field_type.to_raw(answer, question.id)
        try:
            cleaned = control.clean(control.widget.value_from_datadict(raw, {}, question.id))
        except ValidationError:
            return None
        kept = field_type.to_stored(cleaned)
        if kept is not None:
            standing[question.id] = kept
    return standing


def _is_asked(
    form_class: type[StepForm],
    question: FieldSpec,
    standing: Mapping[str, Any],
    context: AnsweringContext,
    earlier: Mapping[str, Any],
) -> bool:
    if question.condition is None:
        return True
    values = {**earlier, **rule_values(form_class.ruled, standing)}
    return is_true(question.condition, Facts(values, context.record, context.on))


def _control(
    form_class: type[StepForm], question: FieldSpec, context: AnsweringContext
) -> forms.Field:
    """Return the shared control, or a copy where it is fitted to applicant and day."""
    control: forms.Field = form_class.base_fields[question.id]
    field_type = get_field_type(question.type)
    if field_type.is_fitted and question.options:
        control = copy.deepcopy(control)
        field_type.prepare(control, question, context)
    return control
