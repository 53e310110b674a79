"""The form of one row of a repeating group: what is asked of it, checked as a step is.

How many rows there are, and what they are together, is in ``rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from portal.definitions.fields.base import AnsweringContext, FieldType
from portal.definitions.rules import Facts, fields_used, is_true
from portal.definitions.spec import ROW, FieldSpec
from portal.definitions.texts import fill_in, in_language

__all__ = ["Find", "RawRow", "RowForm", "row_form_class", "row_values"]

RawRow = Mapping[str, Sequence[str]]
"""What was posted of one row, by control name within the row."""
Find = Callable[[str], FieldType]
"""Gives a field type by its key; the registry, which lists the group too, hands it in."""


class RowForm(forms.Form):
    """One row; ``stored()`` gives its checked answers in JSON form.

    A question whose condition does not hold on this row is neither checked nor stored.
    """

    questions: ClassVar[tuple[FieldSpec, ...]]
    find: ClassVar[Find]
    ruled_ids: ClassVar[frozenset[str]]
    """The ids of the questions that rules of this row read."""
    refusing: ClassVar[tuple[FieldSpec, ...]]
    """The questions that have rules against their answers."""
    conditional: ClassVar[frozenset[str]]
    """The ids of the questions that are asked on a condition."""
    use_required_attribute = False  # a blank row is no row

    def __init__(self, *args: Any, context: AnsweringContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        for question in self.questions:
            type(self).find(question.type).prepare(self.fields[question.id], question, context)

    @classmethod
    def initial_of(cls, raw: RawRow) -> dict[str, Any]:
        """Return what the controls open with, from posted text by control name."""
        typed = {name: list(values) for name, values in raw.items()}
        return {
            question.id: cls.find(question.type).initial_of(question, typed, question.id)
            for question in cls.questions
        }

    def clean(self) -> dict[str, Any]:
        """Drop what was not asked of the row, with its errors, and keep the JSON form of the rest."""
        self._stored: dict[str, Any] = {}
        values: dict[str, Any] = {}
        facts = Facts(answers=values, records=self.context.record, as_of=self.context.on)
        for question in self.questions:
            if question.condition is not None and not is_true(question.condition, facts):
                self.cleaned_data.pop(question.id, None)
                self.errors.pop(question.id, None)
            elif question.id in self.cleaned_data:
                field_type = type(self).find(question.type)
                stored = field_type.to_stored(self.cleaned_data[question.id])
                if stored is not None:
                    self._stored[question.id] = stored
                    if question.id in self.ruled_ids:
                        values[f"{ROW}.{question.id}"] = field_type.to_value(stored)
        self._refuse(facts)
        return self.cleaned_data

    def _refuse(self, facts: Facts) -> None:
        """Say beside each question of the row why a rule refuses its answer."""
        for question in self.refusing:
            for refusal in question.refusals if question.id in self._stored else ():
                if is_true(refusal.when, facts):
                    text = in_language(refusal.message, self.context.language)
                    self.add_error(question.id, fill_in(text, facts.records))

    def stored(self) -> dict[str, Any]:
        """Return the answers by question id; only those that were asked and given."""
        return dict(self._stored)


def row_form_class(questions: tuple[FieldSpec, ...], find: Find, language: str) -> type[RowForm]:
    """Return the form class of each row of a group in a language."""
    controls: dict[str, Any] = {
        inner.id: find(inner.type).form_field(inner, language) for inner in questions
    }
    conditional = frozenset(inner.id for inner in questions if inner.condition)
    rules = (placed.rule for inner in questions for placed in inner.placed_in_row("", ""))
    used = frozenset[str]().union(*map(fields_used, rules))
    own = {
        "questions": questions,
        "find": staticmethod(find),
        "refusing": tuple(inner for inner in questions if inner.refusals),
        "conditional": conditional,
        "ruled_ids": frozenset(each.id for each in questions if f"{ROW}.{each.id}" in used),
    }
    return type("Row", (RowForm,), controls | own)


def row_values(
    questions: Iterable[FieldSpec], row: Mapping[str, Any], find: Find
) -> dict[str, Any]:
    """Return the stored answers of one row as values, by what conditions of that row call them."""
    return {
        f"{ROW}.{question.id}": find(question.type).to_value(row[question.id])
        for question in questions
        if row.get(question.id) is not None
    }
