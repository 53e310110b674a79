"""The applicant's own Social Security number as an answer: a reference into the vault, never the number itself.

What is typed is put into the vault before a form is made of it (``portal.wizards.sealing``); a form that still
carries it here refuses it, shows it to nobody and keeps it nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec
from portal.records.ssn.numbers import HIDDEN, Fault, InvalidNumberError, normalize

__all__ = ["TYPED_SUFFIX", "SSNField", "SSNType", "SSNWidget", "is_typed_ssn"]

TYPED_SUFFIX = "-typed_ssn"
"""What the name of the control ends with that a number is typed into: nothing under such a name is ever kept."""
LONGEST = 11


def is_typed_ssn(control: str) -> bool:
    """Tell whether a control, by its name, is one that a number is typed into."""
    return control.endswith(TYPED_SUFFIX)


class SSNWidget(forms.TextInput):
    """A box that always opens empty, with the reference beside it; ``components/ssn.html`` draws it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """Return the reference and what was typed."""
        return str(data.get(name) or ""), str(data.get(f"{name}{TYPED_SUFFIX}") or "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether neither was posted."""
        return name not in data and f"{name}{TYPED_SUFFIX}" not in data


class SSNField(forms.Field):
    """A reference to one of the numbers that this application may refer to."""

    widget = SSNWidget
    known: Mapping[str, str] = {}

    def clean(self, value: Any) -> str | None:
        """Return the reference; raise ValidationError for an impossible number, or a reference to another's."""
        reference, typed = value if isinstance(value, tuple) else (str(value or ""), "")
        if typed.strip():
            self._refuse(typed)
        if reference and reference not in self.known:
            text = _("Enter the number again: the one that you entered is not kept any more.")
            raise ValidationError(text, code="unknown")
        if not reference and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return reference or None

    def shown_of(self, reference: Any) -> str:
        """Return the masked form of the number that the form opens with; empty where there is none."""
        given = reference[0] if isinstance(reference, tuple) else reference
        return self.known.get(str(given or ""), "")

    def _refuse(self, typed: str) -> None:
        """Raise ValidationError for what no number can be; one that is right was not put into the vault."""
        try:
            normalize(typed)
        except InvalidNumberError as error:
            raise ValidationError(_explain(error.fault), code=error.fault.value) from None
        raise ValidationError(_("The number could not be kept. Enter it again."), code="unkept")


def _explain(fault: Fault) -> str:
    if fault is Fault.FORM:
        return _("Enter nine digits, with dashes or without, such as 123-45-6789.")
    if fault is Fault.AREA:
        return _(
            "No Social Security number begins with 000, 666 or a 9. Check the first three digits."
        )
    if fault is Fault.GROUP:
        return _(
            "The two digits in the middle of a Social Security number are never 00. Check them."
        )
    return _("The last four digits of a Social Security number are never 0000. Check them.")


class SSNType(FieldType):
    """The Social Security number of whoever applies; rules can only ask whether it was given."""

    key = "ssn"
    title = gettext_lazy("Social Security number")
    missing = gettext_lazy("Enter the Social Security number.")
    value_type: ClassVar[ValueType] = ValueType.OTHER
    needs_ssns: ClassVar[bool] = True

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the box."""
        return SSNField(**self.common(question, language))

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Take the numbers of this application and of the record."""
        assert isinstance(control, SSNField)
        control.known = context.ssns

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return the reference and an empty box."""
        return {name: stored or "", f"{name}{TYPED_SUFFIX}": ""}

    def to_value(self, stored: Stored) -> Any:
        """Return something that is there, and that no rule can compare."""
        return {"kept": bool(stored)}

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the masked number."""
        return context.ssns.get(str(stored), HIDDEN)
