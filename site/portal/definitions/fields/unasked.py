"""What stands among the questions and is not answered by anybody: a text to read, a value that the portal works out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import (
    Facts,
    Reason,
    ValueType,
    calculate,
    kind_of,
    value_from_data,
    value_to_data,
)
from portal.definitions.rules.wording import value_words
from portal.definitions.spec import FieldSpec

__all__ = ["CalculatedField", "CalculatedType", "StatementField", "StatementType", "UnaskedWidget"]


class UnaskedWidget(forms.Widget):
    """No control: whatever is posted under its name is passed over."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """Return nothing."""

    def id_for_label(self, id_: str) -> str:
        """Return nothing: there is no control to go to."""
        return ""


class StatementField(forms.Field):
    """A text in its place among the controls; ``components/statement.html`` draws it."""

    widget = UnaskedWidget


class CalculatedField(forms.Field):
    """A value in its place among the controls; ``components/calculated.html`` draws it."""

    widget = UnaskedWidget


class UnaskedType(FieldType):
    """What all types have in common that nobody answers."""

    asks: ClassVar[bool] = False

    def to_stored(self, cleaned: Any) -> Stored:
        """Return nothing: no control hands anything over."""
        return

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return nothing: no control posts anything."""
        return {}

    def to_control(self, stored: Stored) -> Any:
        """Return nothing."""
        return


class StatementType(UnaskedType):
    """A text to read: the label, and the hint as its paragraphs."""

    key = "statement"
    title = gettext_lazy("Text to read")
    value_type: ClassVar[ValueType] = ValueType.OTHER
    has_answer: ClassVar[bool] = False

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the text in its place."""
        return StatementField(**self.common(question, language) | {"required": False})


RESULTS = (
    (ValueType.INTEGER.value, gettext_lazy("a whole number")),
    (ValueType.DECIMAL.value, gettext_lazy("a number with decimals")),
    (ValueType.MONEY.value, gettext_lazy("an amount of money")),
    (ValueType.DATE.value, gettext_lazy("a date")),
)


class CalculatedType(UnaskedType):
    """A value that follows from earlier answers by the question's ``calculation``; option ``gives`` is its type.

    Only the server works it out; nothing that is posted for it counts.
    """

    key = "calculated"
    title = gettext_lazy("Calculated value")
    value_type: ClassVar[ValueType] = ValueType.OTHER
    settings = (
        Setting(
            name="gives",
            kind=SettingKind.CHOICE,
            label=gettext_lazy("What it gives"),
            choices=RESULTS,
        ),
    )
    results: ClassVar[frozenset[ValueType]] = frozenset(
        {ValueType.INTEGER, ValueType.DECIMAL, ValueType.MONEY, ValueType.DATE}
    )

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the place of the value."""
        return CalculatedField(**self.common(question, language) | {"required": False})

    def value_type_of(self, question: FieldSpec) -> ValueType:
        """Return what the question says that it gives; OTHER where that can't be worked out."""
        gives = question.options.get("gives")
        return next((each for each in self.results if each == gives), ValueType.OTHER)

    def work_out(self, question: FieldSpec, facts: Facts) -> Stored:
        """Return the value in JSON form, or None while something that it rests on is unknown."""
        if question.calculation is None:
            return None
        value: Any = calculate(question.calculation, facts)
        kind = self.value_type_of(question)
        if type(value) is int and kind is ValueType.DECIMAL:
            value = Decimal(value)
        if isinstance(value, Reason) or kind_of(value) is not kind:
            return None
        return value_to_data(value)

    def values_of(self, question: FieldSpec, stored: Stored) -> dict[str, Any]:
        """Return the value that rules compare."""
        return {question.id: value_from_data(self.value_type_of(question), stored)}

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the value as readers of the language write it."""
        value = value_from_data(self.value_type_of(question), stored)
        return str(stored) if isinstance(value, Reason) else value_words(value)
