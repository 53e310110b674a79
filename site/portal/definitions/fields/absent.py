"""A question whose type no installed plugin offers: kept and readable, never answered and never lost."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored, as_words
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec

__all__ = ["AbsentType"]


class AbsentControl(forms.CharField):
    """A locked control: whatever is sent for it, it does not stand."""

    def clean(self, value: Any) -> Any:
        """Refuse, so that nothing that rests on the question can be submitted."""
        raise ValidationError(
            _("This question cannot be used at the moment. What you have saved is kept."),
            code="absent",
        )


class AbsentType(FieldType):
    """Stands in for a type that is not there."""

    key: ClassVar[str] = "absent"
    value_type: ClassVar[ValueType] = ValueType.OTHER

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the locked control."""
        return AbsentControl(**self.common(question, language), disabled=True)

    def to_stored(self, cleaned: Any) -> Stored:
        """Keep what is stored as it is."""
        return cleaned

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return what is stored, plainly: only its plugin knows better words."""
        return as_words(stored)
