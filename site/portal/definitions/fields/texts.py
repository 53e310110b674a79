"""Typed answers of one line or more: text, long text, e-mail, phone, name, integer."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.definitions.fields.base import FieldType, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec

__all__ = [
    "EmailType",
    "IntegerType",
    "LongTextType",
    "NameType",
    "PhoneType",
    "StateType",
    "TextType",
    "ZipCodeType",
]

LINE_LENGTH, NAME_LENGTH, LONG_LENGTH = 200, 150, 4_000
AUTOCOMPLETE = (
    ("given-name", _("first name")),
    ("additional-name", _("middle name")),
    ("family-name", _("last name")),
    ("email", _("e-mail address")),
    ("tel", _("phone number")),
    ("street-address", _("street address")),
    ("address-level2", _("town")),
    ("address-level1", _("state")),
    ("postal-code", _("ZIP code")),
    ("organization", _("organization")),
    ("bday", _("birth date")),
)
"""What a browser can be told that a question asks for, by the names of HTML."""
JOINERS = "\u200c\u200d"
LINE_BREAKS_AND_TABS = str.maketrans("", "", "\r\n\t")


def refuse_control_characters(value: str) -> None:
    """Raise ValidationError for characters that no keyboard writes and that hide what is read."""
    if value.translate(LINE_BREAKS_AND_TABS).isprintable():  # nothing unreadable is printable
        return
    if any(
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and char not in "\r\n\t"
        for char in value
    ):
        raise ValidationError(_("Remove the characters that cannot be read."), code="unreadable")


def refuse_unseen_characters(value: str) -> None:
    """Raise ValidationError for what turns or hides letters of a name; joiners belong to Persian and Indic spelling."""
    if any(unicodedata.category(char) == "Cf" and char not in JOINERS for char in value):
        raise ValidationError(_("Remove the characters that cannot be seen."), code="invisible")


class TextType(FieldType):
    """One line of text."""

    key = "text"
    title = _("Short text")
    read_as = "text"
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting(name="max_length", kind=SettingKind.COUNT, label=_("Most characters")),
        Setting(
            name="autocomplete",
            kind=SettingKind.CHOICE,
            label=_("What browsers may fill in"),
            choices=AUTOCOMPLETE,
        ),
    )
    length: ClassVar[int] = LINE_LENGTH
    control: ClassVar[type[forms.CharField]] = forms.CharField

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a one-line field of the question's or the type's length."""
        control = self.control(
            **self.common(question, language),
            max_length=int(str(question.options.get("max_length", self.length))),
            validators=[refuse_control_characters],
        )
        if autocomplete := question.options.get("autocomplete"):
            control.widget.attrs["autocomplete"] = autocomplete
        return control


class NameType(TextType):
    """A person's name: any script, one letter or many, with its marks."""

    key = "name"
    title = _("Person's name")
    missing = _("Enter a name.")
    length = NAME_LENGTH

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a one-line field that wants at least one letter."""
        control = super().form_field(question, language)
        control.validators.append(refuse_unseen_characters)
        control.validators.append(
            RegexValidator(
                r"[^\W\d_]", _("Enter the name in letters, as on the certificate."), code="name"
            )
        )
        return control


class EmailType(TextType):
    """An e-mail address."""

    key = "email"
    title = _("E-mail address")
    missing = _("Enter an email address.")
    length = 254
    control = forms.EmailField


class PhoneType(TextType):
    """A phone number, written as people write it."""

    key = "phone"
    title = _("Phone number")
    missing = _("Enter a phone number.")
    length = 30

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a field that takes digits with the usual separators, seven digits or more."""
        control = super().form_field(question, language)
        control.widget.input_type = "tel"
        control.validators.append(
            RegexValidator(
                r"^\+?(?:[\s().-]*\d){7,15}[\s().-]*(?:(?:x|ext\.?)\s*\d{1,6})?$",
                _("Enter a phone number with its area code, such as 860-555-0123."),
                code="phone",
            )
        )
        return control


class StateType(TextType):
    """A state or territory by its two letters."""

    key = "state"
    title = _("State")
    missing = _("Enter a state.")
    read_as = "capitals"
    length = 2

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a field that takes two letters."""
        control = super().form_field(question, language)
        control.validators.append(
            RegexValidator(
                r"^[A-Za-z]{2}$", _("Enter the two letters of the state, such as CT."), code="state"
            )
        )
        return control

    def to_stored(self, cleaned: Any) -> Stored:
        """Store capital letters."""
        return cleaned.upper() or None


class ZipCodeType(TextType):
    """A ZIP code of five or nine digits."""

    key = "zip_code"
    title = _("ZIP code")
    missing = _("Enter a ZIP code.")
    length = 10

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a field that takes 06115 or 06115-0471."""
        control = super().form_field(question, language)
        control.widget.attrs["inputmode"] = "numeric"
        control.validators.append(
            RegexValidator(
                r"^\d{5}(?:-\d{4})?$",
                _("Enter a ZIP code of five digits, such as 06115."),
                code="zip_code",
            )
        )
        return control


class LongTextType(TextType):
    """Several lines of text."""

    key = "long_text"
    title = _("Long text")
    length = LONG_LENGTH

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a text area."""
        control = super().form_field(question, language)
        control.widget = forms.Textarea(attrs={"rows": 6, "maxlength": str(control.max_length)})  # type: ignore[attr-defined]
        return control


class IntegerType(FieldType):
    """A whole number."""

    key = "integer"
    title = _("Whole number")
    missing = _("Enter a whole number.")
    read_as = "integer"
    value_type = ValueType.INTEGER
    settings = (
        Setting(name="min", kind=SettingKind.COUNT, label=_("Least")),
        Setting(name="max", kind=SettingKind.COUNT, label=_("Most")),
    )

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a number field within the question's limits."""
        limits: Any = question.options
        return forms.IntegerField(
            **self.common(question, language),
            min_value=limits.get("min", 0),
            max_value=limits.get("max", 10**9),
        )

    def to_stored(self, cleaned: Any) -> Stored:
        """Keep zero, which is an answer."""
        return cleaned
