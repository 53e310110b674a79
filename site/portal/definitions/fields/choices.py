"""Answers picked from a list: yes or no, one choice, several, one of the applicant's credentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, FieldType, HeldCredential, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import in_language

__all__ = ["ChoiceType", "CredentialType", "MultiChoiceType", "YesNoType"]

YES, NO = "yes", "no"


class YesNoType(FieldType):
    """Yes or no; nothing is chosen beforehand."""

    key = "yes_no"
    title = gettext_lazy("Yes or no")
    missing = gettext_lazy("Choose yes or no.")
    read_as = "yes_no"
    first_control = "_0"
    value_type = ValueType.YES_NO

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return two radio buttons."""
        return forms.ChoiceField(
            **self.common(question, language),
            choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
            widget=forms.RadioSelect,
        )

    def to_stored(self, cleaned: Any) -> Stored:
        """Store a boolean, or None for no answer."""
        return {YES: True, NO: False}.get(cleaned)

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return the radio button's value."""
        return {name: self.to_control(stored)}

    def to_control(self, stored: Stored) -> Any:
        """Return the radio button's value."""
        return {True: YES, False: NO}.get(stored, stored)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return Yes or No."""
        return _("Yes") if stored else _("No")


class ChoiceType(FieldType):
    """One of the options that the question lists."""

    key = "choice"
    title = gettext_lazy("One of several")
    missing = gettext_lazy("Choose an answer.")
    read_as = "choice"
    first_control = "_0"

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return radio buttons, in the question's order."""
        return forms.ChoiceField(
            **self.common(question, language),
            choices=_options(question, language),
            widget=forms.RadioSelect,
        )

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the label of the chosen option."""
        return dict(_options(question, context.language)).get(str(stored), str(stored))


class MultiChoiceType(FieldType):
    """Any number of the options that the question lists."""

    key = "multi_choice"
    title = gettext_lazy("Some of several")
    missing = gettext_lazy("Choose at least one answer.")
    read_as = "choices"
    first_control = "_0"
    value_type = ValueType.TEXTS

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return checkboxes, in the question's order."""
        return forms.MultipleChoiceField(
            **self.common(question, language),
            choices=_options(question, language),
            widget=forms.CheckboxSelectMultiple,
        )

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return every ticked option."""
        return raw.get(name, [])

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the labels of the chosen options."""
        labels = dict(_options(question, context.language))
        return ", ".join(labels.get(value, value) for value in stored)


class CredentialType(FieldType):
    """One of the applicant's own credentials, by number.

    Option ``types`` lists the types wanted, without it any is. Option ``statuses`` says which statuses can be chosen;
    without it those that can be renewed.
    """

    key = "credential"
    title = gettext_lazy("Certificate of the applicant")
    missing = gettext_lazy("Choose a certificate or permit.")
    read_as = "choice"
    first_control = "_0"
    settings = (
        Setting(
            name="types",
            kind=SettingKind.LISTED,
            label=gettext_lazy("Types of certificate"),
            source="credential_types",
        ),
        Setting(
            name="statuses",
            kind=SettingKind.LISTED,
            label=gettext_lazy("Statuses that can be chosen"),
            help=gettext_lazy("Without any: certificates that can be renewed."),
            source="credential_statuses",
        ),
    )
    needs_credentials = True

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return radio buttons that ``prepare`` fills."""
        tiles = forms.RadioSelect(attrs={"class": "usa-radio__input--tile"})
        return CredentialField(**self.common(question, language), widget=tiles)

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Offer the credentials of the wanted types that can be chosen today; say why others can't."""
        assert isinstance(control, CredentialField)
        wanted: Any = question.options.get("types")
        control.held = {
            held.number: replace(held, refusal=_refusal(question, held))
            for held in context.credentials
            if wanted is None or held.type_key in wanted
        }
        control.choices = [
            (held.number, _describe(held)) for held in control.held.values() if not held.refusal
        ]
        reasons = [held.refusal for held in control.held.values() if held.refusal]
        if not control.held:
            reasons = [_none_held(question)]
        control.help_text = " ".join([str(control.help_text), *map(escape, reasons)])
        if not control.choices:
            control.error_messages["required"] = " ".join(reasons)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the credential as it was offered, or its number once it is no longer held."""
        for held in context.credentials:
            if held.number == stored:
                return _describe(held)
        return str(stored)


class CredentialField(forms.ChoiceField):
    """A choice among held credentials whose refusal says why, and when to come back."""

    held: dict[str, HeldCredential] = {}

    def validate(self, value: Any) -> None:
        """Raise ValidationError with the credential's own reason where it cannot be chosen."""
        held = self.held.get(value)
        if held is not None and held.refusal:
            raise ValidationError(held.refusal, code="refused")
        super().validate(value)


def _refusal(question: FieldSpec, held: HeldCredential) -> str:
    """Return why a credential cannot be chosen: by its status where the question names some, else by its renewal."""
    statuses: Any = question.options.get("statuses")
    if statuses is None:
        return held.refusal
    if held.status in statuses:
        return ""
    return _("Certificate %(number)s cannot be chosen: its status is %(status)s.") % {
        "number": held.number,
        "status": held.status_label or held.status,
    }


def _none_held(question: FieldSpec) -> str:
    if "statuses" in question.options:
        return _("Your record holds no certificate that this service is for.")
    return _("Your record holds no certificate that this service renews.")


def _describe(held: HeldCredential) -> str:
    expiry = date_format(held.expires_on, "DATE_FORMAT") if held.expires_on else _("no expiry")
    return _("%(title)s, number %(number)s, expires %(expiry)s") % {
        "title": held.title,
        "number": held.number,
        "expiry": expiry,
    }


def _options(question: FieldSpec, language: str) -> list[tuple[str, str]]:
    return [(choice.value, in_language(choice.label, language)) for choice in question.choices]
