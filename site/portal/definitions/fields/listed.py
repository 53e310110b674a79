"""Answers picked from the rows that hold on the day: an endorsement, an organization. The rows come in the context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext, FieldType, ListedRow, Stored
from portal.definitions.fields.composed import ComposedType, ComposedWidget
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.fields.texts import LINE_LENGTH, refuse_control_characters
from portal.definitions.spec import FieldSpec

__all__ = ["NOT_LISTED", "EndorsementType", "OrganizationField", "OrganizationType"]

NOT_LISTED = "not_listed"
"""What rules read of an organization that is on no list; no code is like it."""
CODE, NAME = "code", "name"


def _blank() -> tuple[str, str]:
    return ("", _("Choose one"))


class EndorsementType(FieldType):
    """An endorsement by its code, of those that applicants are offered that day; option ``categories`` narrows them."""

    key = "endorsement"
    title = gettext_lazy("Endorsement")
    missing = gettext_lazy("Choose an endorsement.")
    read_as = "choice"
    settings = (
        Setting(
            name="categories",
            kind=SettingKind.LISTED,
            label=gettext_lazy("Categories"),
            source="endorsement_categories",
        ),
    )
    needs_lists = frozenset({"endorsements"})

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a list to choose from, which ``prepare`` fills."""
        control = forms.ChoiceField(**self.common(question, language))
        control.error_messages["invalid_choice"] = _("Choose an endorsement that is on the list.")
        return control

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Offer the endorsements of the day, by title."""
        assert isinstance(control, forms.ChoiceField)
        wanted: Any = question.options.get("categories")
        rows = [row for row in context.endorsements if not wanted or row.kind in wanted]
        control.choices = [_blank(), *((row.code, row.label) for row in rows)]

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the endorsement as it was offered; its code where it is offered no more."""
        return _label(context.endorsements, stored)


class OrganizationWidget(ComposedWidget):
    """A list to choose from, and a box for the name of one that is not on it: ``name_code`` and ``name_name``."""

    def __init__(self) -> None:
        chosen = {"aria-label": gettext_lazy("Choose from the list")}
        label = gettext_lazy("Or its name, if it is not on the list")
        typed = {"aria-label": label, "maxlength": LINE_LENGTH}
        super().__init__({CODE: forms.Select(chosen), NAME: forms.TextInput(typed)})

    def decompress(self, value: Any) -> list[str]:
        """Return the code and the name of a stored answer."""
        return split_organization(value)


def split_organization(stored: Stored) -> list[str]:
    """Return what stands in the two controls for a stored answer."""
    given = stored if isinstance(stored, Mapping) else {}
    code = given.get(CODE) or (NOT_LISTED if given.get(NAME) else "")
    return [str(code), str(given.get(NAME) or "")]


class OrganizationField(forms.MultiValueField):
    """An organization that is on the list, or the name of one that is not."""

    def __init__(self, **kwargs: Any) -> None:
        self.codes: frozenset[str] = frozenset()
        parts = [forms.CharField(required=False) for _part in (CODE, NAME)]
        super().__init__(parts, require_all_fields=False, widget=OrganizationWidget(), **kwargs)

    def offer(self, rows: Sequence[ListedRow]) -> None:
        """Fill the list."""
        self.codes = frozenset(row.code for row in rows)
        choices = [_blank(), *((row.code, row.label) for row in rows)]
        assert isinstance(self.widget, OrganizationWidget)
        chosen = self.widget.widgets[0]
        assert isinstance(chosen, forms.Select)
        chosen.choices = [*choices, (NOT_LISTED, _("It is not on this list"))]

    def clean(self, value: Any) -> dict[str, str] | None:
        """Return the code or the name; raise ValidationError where neither, or both, are given."""
        code, name = (*(" ".join(str(part or "").split()) for part in value or ()), "", "")[:2]
        if not code and not name:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        self._check(code, name)
        return {NAME: name} if code in {"", NOT_LISTED} else {CODE: code}

    def _check(self, code: str, name: str) -> None:
        if code == NOT_LISTED and not name:
            text = _("Type the name of the organization that is not on the list.")
            raise ValidationError(text, code="no_name")
        if code not in {"", NOT_LISTED, *self.codes}:
            raise ValidationError(_("Choose an organization that is on the list."), code="invalid")
        if code in self.codes and name:
            text = _("Choose from the list or type a name, not both.")
            raise ValidationError(text, code="both")
        if len(name) > LINE_LENGTH:
            text = _("Type a name of at most %(most)s characters.") % {"most": LINE_LENGTH}
            raise ValidationError(text, code="too_long")
        refuse_control_characters(name)


class OrganizationType(ComposedType):
    """A district, school or college of the shared records, or the name of one that is on no list.

    Option ``kinds`` says which. Rules read the code, of one that is not listed "not_listed".
    """

    key = "organization"
    title = gettext_lazy("Organization")
    missing = gettext_lazy("Choose an organization, or type its name.")
    read_as = "organization"
    parts = (CODE, NAME)
    settings = (
        Setting(
            name="kinds",
            kind=SettingKind.LISTED,
            label=gettext_lazy("Kinds of organization"),
            source="organization_kinds",
        ),
    )
    needs_lists = frozenset({"organizations"})

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the list, which ``prepare`` fills, and the box."""
        return OrganizationField(**self.common(question, language))

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Offer the organizations of the day, by name."""
        assert isinstance(control, OrganizationField)
        control.offer(list(_wanted(question, context)))

    def split(self, stored: Stored) -> list[str]:
        """Return what stands in the list and in the box."""
        return split_organization(stored)

    def to_value(self, stored: Stored) -> Any:
        """Return the code."""
        return stored.get(CODE, NOT_LISTED)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the name; its code where it is listed no more."""
        if CODE in stored:
            return _label(context.organizations, stored[CODE])
        return _("%(name)s (not on the list)") % {"name": stored[NAME]}


def _wanted(question: FieldSpec, context: AnsweringContext) -> Iterator[ListedRow]:
    kinds: Any = question.options.get("kinds")
    return (row for row in context.organizations if not kinds or row.kind in kinds)


def _label(rows: Sequence[ListedRow], code: str) -> str:
    return next((row.label for row in rows if row.code == code), str(code))
