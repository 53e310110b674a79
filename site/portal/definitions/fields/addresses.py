"""A postal address as one question: line, town, state and ZIP code."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, Stored
from portal.definitions.fields.composed import ComposedType, ComposedWidget
from portal.definitions.fields.texts import refuse_control_characters
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec

__all__ = ["AddressField", "AddressType"]

PARTS = {
    "line": (gettext_lazy("Street address"), 200, "address-line1"),
    "town": (gettext_lazy("Town"), 100, "address-level2"),
    "state": (gettext_lazy("State, two letters"), 2, "address-level1"),
    "zip": (gettext_lazy("ZIP code"), 10, "postal-code"),
}
"""The label of each part, its greatest length in characters, and what a browser may fill in."""
STATE = re.compile(r"[A-Za-z]{2}", re.ASCII)
ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?", re.ASCII)


class AddressWidget(ComposedWidget):
    """Four boxes, posted as ``name_line``, ``name_town``, ``name_state`` and ``name_zip``."""

    def __init__(self) -> None:
        super().__init__(
            {
                part: forms.TextInput(
                    {"aria-label": label, "maxlength": length, "autocomplete": autocomplete}
                )
                for part, (label, length, autocomplete) in PARTS.items()
            }
        )


class AddressField(forms.MultiValueField):
    """An address that is whole, or not given at all."""

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _part in PARTS]
        super().__init__(parts, require_all_fields=False, widget=AddressWidget(), **kwargs)

    def clean(self, value: Any) -> dict[str, str] | None:
        """Return the parts; raise ValidationError with everything that is missing or wrong."""
        texts = [" ".join(str(part or "").split()) for part in value or ()]
        texts += [""] * (len(PARTS) - len(texts))
        given = dict(zip(PARTS, texts, strict=False))
        if not any(given.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if faults := list(_faults(given)):
            raise ValidationError(faults)
        return given | {"state": given["state"].upper()}


def _faults(given: dict[str, str]) -> list[ValidationError]:
    """Return what is wrong with the parts, in their order."""
    found = []
    if not given["line"]:
        found.append(ValidationError(_("Enter the street address."), code="line"))
    if not given["town"]:
        found.append(ValidationError(_("Enter the town."), code="town"))
    if not STATE.fullmatch(given["state"]):
        text = _("Enter the two letters of the state, such as CT.")
        found.append(ValidationError(text, code="state"))
    if not ZIP.fullmatch(given["zip"]):
        text = _("Enter a ZIP code of five digits, such as 06115.")
        found.append(ValidationError(text, code="zip"))
    for part in ("line", "town"):
        _label, most, _autocomplete = PARTS[part]
        if len(given[part]) > most:
            text = _("Shorten the address: at most %(most)s characters in a line.")
            found.append(ValidationError(text % {"most": most}, code="too_long"))
        try:
            refuse_control_characters(given[part])
        except ValidationError as error:
            found.append(error)
    return found


class AddressType(ComposedType):
    """A postal address; bound to ``person.address`` it opens with what is on record."""

    key = "address"
    title = gettext_lazy("Address")
    missing = gettext_lazy("Enter an address.")
    value_type = ValueType.OTHER
    parts = tuple(PARTS)

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the four boxes."""
        return AddressField(**self.common(question, language))

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the address as it stands on an envelope."""
        line, town, state, zip_code = self.split(stored)
        return f"{line}\n{town}, {state} {zip_code}"
