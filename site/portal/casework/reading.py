"""Answers as staff read them: in words, with what the record holds beside each bound answer; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.definitions.fields import get_field_type
from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.record_paths import is_recorded, value_on_record
from portal.definitions.spec import FieldSpec
from portal.lifecycle.cases import Case

__all__ = ["AnswerLine", "AnswerSection", "read_answers"]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question and its answer; ``path`` names the record's place that it is bound to, if any."""

    field_id: str
    label: str
    answer: str
    path: str = ""
    on_record: str = ""
    is_different: bool = False
    ssn: str = ""
    """What stands for a Social Security number, where one was given."""

    @property
    def is_as_on_record(self) -> bool:
        """Tell whether the record has a value and the answer repeats it."""
        return bool(self.on_record) and not self.is_different


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A step with its lines."""

    step_id: str
    title: str
    lines: tuple[AnswerLine, ...]

    @property
    def differences(self) -> list[AnswerLine]:
        """Return the answers that differ from the record."""
        return [line for line in self.lines if line.is_different]


def read_answers(case: Case) -> list[AnswerSection]:
    """Return every step that applied, each answer beside the record as it stands now."""
    questions = {question.id: question for step in case.steps for question in step.fields}
    return [
        AnswerSection(
            section.step_id,
            section.title,
            tuple(_line(line, section.step_id, questions, case) for line in section.lines),
        )
        for section in read_back(case.steps, case.answers, case.context)
    ]


def _line(
    line: ReadBackLine, step_id: str, questions: Mapping[str, FieldSpec], case: Case
) -> AnswerLine:
    question = questions.get(line.field_id)
    if question is not None and get_field_type(question.type).needs_ssns:
        given = case.answers.get(step_id, {}).get(line.field_id) or ""
        return AnswerLine(line.field_id, line.label, line.answer, ssn=str(given))
    if question is None or not is_recorded(question.binding, case.context.record):
        return AnswerLine(line.field_id, line.label, line.answer)
    recorded = value_on_record(question.binding, case.context.record) or ""
    answered = case.answers.get(step_id, {}).get(line.field_id) or ""
    shown = get_field_type(question.type).display(question, recorded, case.context)
    return AnswerLine(
        line.field_id,
        line.label,
        line.answer,
        path=question.binding,
        on_record=shown if recorded else "",
        is_different=recorded != answered,
    )
