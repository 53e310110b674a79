"""Checks a step's stored answers again without making its form: by the same controls, and only whether they stand.

What is wrong is for the form to say; it is made as soon as one answer does not stand.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.definitions.fields import AnsweringContext, FieldType, get_field_type
from portal.definitions.forms import StepForm
from portal.definitions.meeting import unmet_requirements
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepKind

__all__ = ["find_standing"]


@dataclass(frozen=True, slots=True)
class _Check:
    """What one question is checked by: its type and the control that all forms of the step share."""

    question: FieldSpec
    field_type: FieldType
    shared: forms.Field
    is_fitted: bool
    is_ruled: bool

    def control(self, context: AnsweringContext) -> forms.Field:
        """Return the control, a copy of it where it is fitted to applicant and day."""
        if not self.is_fitted:
            return self.shared
        fitted = copy.deepcopy(self.shared)
        self.field_type.prepare(fitted, self.question, context)
        return fitted


@lru_cache(maxsize=1024)
def _checks(form_class: type[StepForm]) -> tuple[_Check, ...]:
    """Return the checks of a step; a type that is fitted by its options alone is not without any."""
    return tuple(
        _Check(
            question,
            found,
            form_class.base_fields[question.id],
            found.is_fitted and _has_what_it_is_fitted_by(question, found),
            question.id in form_class.ruled_ids,
        )
        for question in form_class.step.fields
        for found in (get_field_type(question.type),)
    )


def _has_what_it_is_fitted_by(question: FieldSpec, found: FieldType) -> bool:
    of_itself = found.needs_lists or found.needs_record or found.needs_ssns
    return bool(question.options or question.rows or of_itself)


def find_standing(
    form_class: type[StepForm],
    stored: Mapping[str, Any],
    context: AnsweringContext,
    earlier: Mapping[str, Any],
) -> dict[str, Any] | None:
    """Return the answers as the step's form would store them now, or None where one does not stand.

    ``earlier`` are the values of the steps before that rules may ask for.
    """
    if form_class.step.kind is StepKind.DECLARATION:
        return _find_accepted(form_class, stored)
    standing: dict[str, Any] = {}
    values = dict(earlier)
    facts = Facts(values, context.record, context.on)
    for check in _checks(form_class):
        field_id, condition = check.question.id, check.question.condition
        if condition is not None and not is_true(condition, facts):
            continue
        try:
            kept = _kept(check, stored.get(field_id), context, facts)
        except ValidationError:
            return None
        if kept is not None:
            standing[field_id] = kept
            if check.is_ruled:
                values |= check.field_type.values_of(check.question, kept)
    if form_class.refusing and _is_refused(form_class, standing, facts):
        return None
    if form_class.step.requirements and _is_unmet(form_class, standing, facts):
        return None
    return standing


def _kept(check: _Check, stored: Any, context: AnsweringContext, facts: Facts) -> Any:
    """Return what is kept of a stored answer; raise ValidationError where it does not stand."""
    if not check.field_type.asks:
        return check.field_type.work_out(check.question, facts)
    given = check.field_type.control_of(check.question, stored)
    return check.field_type.to_stored(check.control(context).clean(given))


def _is_unmet(form_class: type[StepForm], standing: Mapping[str, Any], facts: Facts) -> bool:
    """Tell whether something is still needed that could be shown in more than one way."""
    return any(True for _unmet in unmet_requirements(form_class.step, standing, facts))


def _is_refused(form_class: type[StepForm], standing: Mapping[str, Any], facts: Facts) -> bool:
    """Tell whether a rule refuses one of the answers."""
    return any(
        is_true(refusal.when, facts)
        for question in form_class.refusing
        if question.id in standing
        for refusal in question.refusals
    )


def _find_accepted(form_class: type[StepForm], stored: Mapping[str, Any]) -> dict[str, Any] | None:
    declaration = form_class.step.declaration
    assert declaration is not None
    accepted = stored.get(form_class.step.id) == declaration.version
    return {form_class.step.id: declaration.version} if accepted else None
