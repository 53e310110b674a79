"""Dates that people remember, typed as month, day and year."""

from __future__ import annotations

import copy
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec

__all__ = ["BoxesType", "DateType", "MemorableDateField", "MemorableDateWidget"]

PARTS = ("month", "day", "year")
EARLIEST = date(1900, 1, 1)


class MemorableDateWidget(forms.MultiWidget):
    """Three boxes: month, day, year, posted as ``name_month``, ``name_day``, ``name_year``."""

    def __init__(self) -> None:
        labels = (gettext_lazy("Month"), gettext_lazy("Day"), gettext_lazy("Year"))
        super().__init__(number_boxes(dict(zip(PARTS, labels, strict=True))))

    def decompress(self, value: Any) -> list[str]:
        """Return month, day and year of a date or ISO text; whatever else goes in the first box."""
        return split_day(value)


def number_boxes(labels: Mapping[str, Any]) -> dict[str, forms.Widget | type[forms.Widget]]:
    """Return a box for each part of a date, with the label it carries for itself."""
    return {
        part: forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "maxlength": 4 if part == "year" else 2,
                "aria-label": label,
            }
        )
        for part, label in labels.items()
    }


def split_day(value: Any) -> list[str]:
    """Return month, day and year of a date or ISO text, as they stand in the three boxes."""
    if isinstance(value, date):
        value = value.isoformat()
    if not value:
        return ["", "", ""]
    year, _dash, rest = str(value).partition("-")
    month, _dash, day = rest.partition("-")
    return [month, day, year]


class MemorableDateField(forms.MultiValueField):
    """A calendar day put together from three numbers."""

    def __init__(self, **kwargs: Any) -> None:
        self.earliest, self.latest = EARLIEST, date.max
        parts = [forms.CharField(required=False, max_length=4) for _part in PARTS]
        super().__init__(parts, require_all_fields=False, widget=MemorableDateWidget(), **kwargs)

    def __deepcopy__(self, memo: Any) -> MemorableDateField:
        """Return a copy that shares its boxes: forms differ in the limits alone."""
        return copy.copy(self)

    def clean(self, value: Any) -> date | None:
        """Return the day within its limits; the three boxes are judged together, never one by one."""
        day = self.compress([str(part or "").strip() for part in value or ()])
        self.validate(day)
        return day

    def compress(self, data_list: list[str]) -> date | None:
        """Return the day; raise ValidationError where the three numbers name none."""
        if not any(data_list):
            return None
        try:
            month, day, year = map(int, data_list)
            return date(year, month, day)
        except ValueError:
            raise ValidationError(
                _("Enter a real date: month, day and a year of four digits."), code="invalid"
            ) from None

    def validate(self, value: Any) -> None:
        """Raise ValidationError for a missing day, or one outside the question's limits."""
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        if value > self.latest:
            raise ValidationError(
                _("Enter a date no later than %(day)s.")
                % {"day": date_format(self.latest, "DATE_FORMAT")},
                code="too_late",
            )
        if value < self.earliest:
            raise ValidationError(
                _("Enter a date no earlier than %(day)s.")
                % {"day": date_format(self.earliest, "DATE_FORMAT")},
                code="too_early",
            )


class BoxesType(FieldType):
    """What is typed into a few boxes of numbers, whose names end with the ``parts``."""

    first_control = "_0"
    parts: ClassVar[Sequence[str]]

    @abstractmethod
    def split(self, stored: Stored) -> list[str]:
        """Return the contents of the boxes for a stored answer."""

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return the contents of the boxes by the names of their controls."""
        boxes = zip(self.parts, self.split(stored), strict=True)
        return {f"{name}_{part}": value for part, value in boxes}

    def to_control(self, stored: Stored) -> Any:
        """Return the contents of the boxes."""
        return self.split(stored)

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return the contents of the boxes as they were typed."""
        return [(raw.get(f"{name}_{part}") or [""])[0] for part in self.parts]


class DateType(BoxesType):
    """A calendar day; option ``latest`` or ``earliest`` is ``today`` or an ISO date."""

    key = "date"
    title = gettext_lazy("Date")
    missing = gettext_lazy("Enter a date.")
    read_as = "date"
    parts = PARTS
    value_type = ValueType.DATE
    settings = (
        Setting(name="earliest", kind=SettingKind.DAY, label=gettext_lazy("Earliest day")),
        Setting(name="latest", kind=SettingKind.DAY, label=gettext_lazy("Latest day")),
    )

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the three boxes."""
        return MemorableDateField(**self.common(question, language))

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Set the limits for the day on which the answer is given."""
        assert isinstance(control, MemorableDateField)
        for name in self.allowed_options & question.options.keys():
            limit = str(question.options[name])
            setattr(control, name, context.on if limit == "today" else date.fromisoformat(limit))

    def split(self, stored: Stored) -> list[str]:
        """Return month, day and year."""
        return split_day(stored)

    def to_stored(self, cleaned: Any) -> Stored:
        """Store the ISO date."""
        return cleaned.isoformat() if cleaned else None

    def to_value(self, stored: Stored) -> Any:
        """Return the date."""
        return date.fromisoformat(stored)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the date in words of the reader's language."""
        return date_format(date.fromisoformat(stored), "DATE_FORMAT")
