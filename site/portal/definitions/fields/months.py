"""Months: the year and the month of what people do not remember to the day."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, Stored
from portal.definitions.fields.dates import EARLIEST, BoxesType, number_boxes, split_day
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec

__all__ = ["MonthField", "MonthType", "MonthWidget"]

PARTS = {"month": gettext_lazy("Month"), "year": gettext_lazy("Year")}
NUMBER = re.compile(r"[0-9]{1,2}", re.ASCII)
YEAR = re.compile(r"[0-9]{4}", re.ASCII)


class MonthWidget(forms.MultiWidget):
    """Two boxes: month and year, posted as ``name_month`` and ``name_year``."""

    def __init__(self) -> None:
        super().__init__(number_boxes(PARTS))

    def decompress(self, value: Any) -> list[str]:
        """Return month and year of ISO text."""
        return split_month(value)


def split_month(value: Any) -> list[str]:
    """Return month and year of "2026-02", as they stand in the two boxes."""
    return [part for place, part in enumerate(split_day(value)) if place != 1]


class MonthField(forms.MultiValueField):
    """A month put together from two numbers, known by its first day."""

    def __init__(self, **kwargs: Any) -> None:
        self.earliest, self.latest = EARLIEST, date.max
        parts = [forms.CharField(required=False, max_length=4) for _part in PARTS]
        super().__init__(parts, require_all_fields=False, widget=MonthWidget(), **kwargs)

    def clean(self, value: Any) -> date | None:
        """Return the first day of the month; the two boxes are judged together."""
        first = self.compress([str(part or "").strip() for part in value or ()])
        self.validate(first)
        return first

    def compress(self, data_list: list[str]) -> date | None:
        """Return the first day; raise ValidationError where the two numbers name no month."""
        if not any(data_list):
            return None
        month, year = (*data_list, "", "")[:2]
        if NUMBER.fullmatch(month) and YEAR.fullmatch(year):
            with suppress(ValueError):
                return date(int(year), int(month), 1)
        raise ValidationError(
            _("Enter a real month: its number from 1 to 12 and a year of four digits."),
            code="invalid",
        )

    def validate(self, value: Any) -> None:
        """Raise ValidationError for a missing month, or one outside the question's limits."""
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        if value > self.latest:
            text = _("Enter a month no later than %(month)s.")
            raise ValidationError(text % {"month": in_words(self.latest)}, code="too_late")
        if value < self.earliest.replace(day=1):
            text = _("Enter a month no earlier than %(month)s.")
            raise ValidationError(text % {"month": in_words(self.earliest)}, code="too_early")


def in_words(first: date) -> str:
    """Return the month and the year in the reader's language."""
    return date_format(first, "YEAR_MONTH_FORMAT")


class MonthType(BoxesType):
    """A month of a year, to rules its first day; option ``latest`` or ``earliest`` is ``today`` or like "2026-02"."""

    key = "month"
    title = gettext_lazy("Month")
    missing = gettext_lazy("Enter a month and a year.")
    read_as = "month"
    parts = tuple(PARTS)
    value_type = ValueType.DATE
    settings = (
        Setting(name="earliest", kind=SettingKind.MONTH, label=gettext_lazy("Earliest month")),
        Setting(name="latest", kind=SettingKind.MONTH, label=gettext_lazy("Latest month")),
    )

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the two boxes."""
        return MonthField(**self.common(question, language))

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Set the limits for the day on which the answer is given."""
        assert isinstance(control, MonthField)
        for name in self.allowed_options & question.options.keys():
            limit = str(question.options[name])
            first = context.on if limit == "today" else date.fromisoformat(f"{limit}-01")
            setattr(control, name, first)

    def split(self, stored: Stored) -> list[str]:
        """Return month and year."""
        return split_month(stored)

    def to_stored(self, cleaned: Any) -> Stored:
        """Store the year and the month as ISO 8601 writes them."""
        return cleaned.isoformat()[:7] if cleaned else None

    def to_value(self, stored: Stored) -> Any:
        """Return the first day of the month."""
        return date.fromisoformat(f"{stored}-01")

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the month in words of the reader's language."""
        return in_words(self.to_value(stored))
