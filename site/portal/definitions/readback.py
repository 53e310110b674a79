"""Answers in plain words: the same lines for "check your answers" and for the reviewer's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import ACCEPTED
from portal.definitions.spec import StepKind, StepSpec
from portal.definitions.texts import in_language

__all__ = ["ReadBackLine", "ReadBackSection", "read_back"]


@dataclass(frozen=True, slots=True)
class ReadBackLine:
    """One question with its answer in words; ``control`` is the end of its first control's id."""

    field_id: str
    control: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReadBackSection:
    """One step with its lines."""

    step_id: str
    title: str
    lines: tuple[ReadBackLine, ...]


def read_back(
    steps: Iterable[StepSpec],
    answers: Mapping[str, Mapping[str, Any]],
    context: AnsweringContext,
) -> list[ReadBackSection]:
    """Return every applicable step with every question that was asked, answered or not."""
    return [
        ReadBackSection(
            step.id,
            in_language(step.title, context.language),
            tuple(_lines(step, answers.get(step.id, {}), context)),
        )
        for step in steps
    ]


def _lines(
    step: StepSpec, answers: Mapping[str, Any], context: AnsweringContext
) -> Iterable[ReadBackLine]:
    if step.kind is StepKind.DECLARATION:
        assert step.declaration is not None
        accepted = _("Accepted") if step.id in answers else _("Not accepted yet")
        label = in_language(step.declaration.accept, context.language)
        yield ReadBackLine(step.id, ACCEPTED, label, accepted)
        return
    for question in step.fields:
        field_type = get_field_type(question.type)
        if not field_type.has_answer:
            continue
        if question.id in answers:
            shown = field_type.display(question, answers[question.id], context)
        elif question.condition is not None:
            continue
        else:
            shown = _("Not answered") if field_type.asks else _("Not known yet")
        control = question.id + field_type.first_control_of(question)
        label = in_language(question.label, context.language)
        yield ReadBackLine(question.id, control, label, shown)
