"""What rules are told in: the words for questions, questions of rows and choices, by the names that rules use."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.record_paths import RECORD_TYPES
from portal.definitions.record_words import IN_SENTENCES
from portal.definitions.rules import ValueType
from portal.definitions.rules.sentences import TYPE
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import in_language

__all__ = ["asked_labels", "row_labels", "rule_labels"]


def rule_labels(spec: WizardSpec, language: str) -> dict[str, str]:
    """Return a definition's labels in a language; "question=value" names a choice, "question:type" tells a day."""
    with override(language):
        labels = {path: str(words) for path, words in IN_SENTENCES.items()}
    labels |= {
        f"{path}{TYPE}": kind for path, kind in RECORD_TYPES.items() if kind is ValueType.DATE
    }
    for question in (*spec.fields(), *spec.private):
        labels |= _labels(question.named(), language)
    return labels


def asked_labels(step: StepSpec, language: str) -> dict[str, str]:
    """Return the labels of what somebody else is asked in a step, by what the rules among them call each."""
    asked = step.asked_step().fields
    return _labels((pair for question in asked for pair in question.named()), language)


def row_labels(group: FieldSpec, language: str) -> dict[str, str]:
    """Return the labels of the questions of a row by what the conditions within that row call them."""
    return _labels(group.named_in_row(), language)


def _labels(named: Iterable[tuple[str, FieldSpec]], language: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for name, each in named:
        labels[name] = in_language(each.label, language)
        if is_known_type(each.type) and _is_day(each):
            labels[f"{name}{TYPE}"] = ValueType.DATE
        for choice in each.choices:
            labels[f"{name}={choice.value}"] = in_language(choice.label, language)
    return labels


def _is_day(question: FieldSpec) -> bool:
    return get_field_type(question.type).value_type_of(question) is ValueType.DATE
