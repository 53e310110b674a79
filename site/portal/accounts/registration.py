"""The form with which an account without a record says who its holder is. What happens with it is in operations."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.definitions.fields.dates import MemorableDateField
from portal.records.people.models import NAME_LENGTH
from portal.records.people.names import fold_name

__all__ = ["NameField", "RegistrationForm"]


# Joiners that Persian and Indic spelling needs; every other invisible character is refused.
JOINERS = "\u200c\u200d"


class NameField(forms.CharField):
    """One part of a name, in any script: composed, single spaces, at least one letter."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        super().__init__(max_length=NAME_LENGTH, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the name as it is stored."""
        return " ".join(unicodedata.normalize("NFC", super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        """Raise ValidationError for what cannot be a name: invisible characters, or no letter."""
        super().validate(value)
        if not all(char.isprintable() or char in JOINERS for char in value):
            raise ValidationError(_("Remove the characters that cannot be seen."), code="invisible")
        if value and not any(char.isalpha() for char in fold_name(value)):
            raise ValidationError(_("Enter a name, with at least one letter."), code="no_letter")


class RegistrationForm(forms.Form):
    """Legal name and birth date."""

    first_name = NameField(
        label=_("First name"),
        autocomplete="given-name",
        required=False,
        help_text=_("Leave it empty if you have one name only."),
    )
    middle_name = NameField(label=_("Middle name"), autocomplete="additional-name", required=False)
    last_name = NameField(
        label=_("Last name"),
        autocomplete="family-name",
        error_messages={"required": _("Enter your last name.")},
    )
    birth_date = MemorableDateField(
        label=_("Birth date"),
        help_text=_("For example 4 28 1986"),
        error_messages={"required": _("Enter your birth date.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["birth_date"]
        assert isinstance(field, MemorableDateField)
        field.latest = today
