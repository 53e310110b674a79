"""Answers as staff read them: in words, with what the record holds beside each bound answer; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language_info

from portal.definitions.attesting import find_altered, shown_text
from portal.definitions.fields import get_field_type
from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.record_paths import SSN, is_recorded, value_on_record
from portal.definitions.spec import FieldSpec
from portal.lifecycle.cases import Case

__all__ = ["AnswerLine", "AnswerSection", "AttestedLine", "read_answers"]


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
class AttestedLine:
    """Words that were accepted, or a signature that stands under all that were; in the language they were read in."""

    language: str
    language_name: str
    version: str
    words: tuple[str, ...]
    digest: str
    is_altered: bool


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A step with its lines."""

    step_id: str
    title: str
    lines: tuple[AnswerLine, ...]
    attested: tuple[AttestedLine, ...] = ()

    @property
    def differences(self) -> list[AnswerLine]:
        """Return the answers that differ from the record."""
        return [line for line in self.lines if line.is_different]


def read_answers(case: Case) -> list[AnswerSection]:
    """Return every step that applied, each answer beside the record as it stands now."""
    questions = {question.id: question for step in case.steps for question in step.fields}
    attested = _read_attested(case)
    return [
        AnswerSection(
            section.step_id,
            section.title,
            tuple(_line(line, section.step_id, questions, case) for line in section.lines),
            tuple(attested.get(section.step_id, ())),
        )
        for section in read_back(case.steps, case.answers, case.context)
    ]


def _read_attested(case: Case) -> dict[str, list[AttestedLine]]:
    """Return what was accepted and signed, by its step; nothing of submissions that were made before it was kept."""
    kept = (case.application.snapshot or {}).get("attested", ())
    altered = list(find_altered(case.compiled.spec, kept))
    found: dict[str, list[AttestedLine]] = {}
    for each in kept:
        step = case.compiled.steps[each["step"]]
        shown = shown_text(step, None, each["language"]) if step.declaration else {}
        line = AttestedLine(
            language=each["language"],
            language_name=get_language_info(each["language"])["name_translated"],
            version=each["version"],
            words=tuple(filter(None, (shown.get("statement"), shown.get("accept")))),
            digest=each["digest"],
            is_altered=each in altered,
        )
        found.setdefault(step.id, []).append(line)
    return found


def _line(
    line: ReadBackLine, step_id: str, questions: Mapping[str, FieldSpec], case: Case
) -> AnswerLine:
    question = questions.get(line.field_id)
    if question is not None and get_field_type(question.type).needs_ssns:
        given = case.answers.get(step_id, {}).get(line.field_id) or ""
        recorded = str(case.context.record.get(SSN) or "") if question.binding == SSN else ""
        return AnswerLine(
            line.field_id,
            line.label,
            line.answer,
            on_record=case.context.ssns.get(recorded, ""),
            is_different=question.binding == SSN and recorded != str(given),
            ssn=str(given),
        )
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
