"""A type of question: days, halves among them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from portal.sdk.fields import (
    AnsweringContext,
    FieldSpec,
    FieldType,
    Setting,
    SettingKind,
    Stored,
    ValueType,
)


def check_halves(days: Decimal) -> None:
    """Refuse quarters. Django's own check of steps fails on a number of four hundred digits."""
    if days * 2 != (days * 2).to_integral_value():
        raise ValidationError(gettext("Enter whole or half days."))


class DaysType(FieldType):
    """A number of days, stored as a text because it is exact."""

    key = "snow_days.days"
    value_type = ValueType.DECIMAL
    title = "Days"
    settings = (Setting(name="max", kind=SettingKind.COUNT, label="Most days"),)

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a field for days and half days."""
        most = int(str(question.options.get("max", 180)))
        return forms.DecimalField(
            **self.common(question, language),
            min_value=0,
            max_value=most,
            validators=[check_halves],
            widget=forms.NumberInput(attrs={"step": "0.5"}),
        )

    def to_stored(self, cleaned: Any) -> Stored:
        """Keep zero, which is an answer."""
        return None if cleaned is None else str(cleaned)

    def to_value(self, stored: Stored) -> Decimal:
        """Return the exact number."""
        return Decimal(stored)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the number with its unit."""
        days = Decimal(stored)
        words = ngettext("%(days)s day", "%(days)s days", 1 if days == 1 else 2)
        return words % {"days": stored}


FIELD_TYPES = [DaysType()]
