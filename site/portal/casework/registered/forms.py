"""The forms of reference rows: one that proposes, made from a table's columns, and one that answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.forms.models import fields_for_model, modelform_factory
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow
from portal.records.reference.models import ReferenceChange
from portal.records.reference.tables import ReferenceTable, facts_of, write_line

__all__ = ["AnswerForm", "ProposalForm", "proposal_form"]

LONGEST_TEXT = 2_000


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class ProposalForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """The columns of a table and the reason; makes a line, never a row."""

    table: ClassVar[ReferenceTable]

    valid_from = _day(
        label=_("Holds from"),
        help_text=_(
            "For a change of law, the day on which it takes effect: what held before stays for the "
            "days before. To mend an error, the day from which the row was wrong."
        ),
    )
    valid_to = _day(
        label=_("No longer holds from"),
        help_text=_("The first day without it. Leave empty while no end is known."),
        required=False,
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The act, regulation or page that says so."),
        max_length=300,
    )
    reason = forms.CharField(
        label=_("Why it changes"),
        help_text=_("Read by the person who approves."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def line(self, row: DatedRow | None) -> dict[str, str]:
        """Return the proposal as the table's file would have it; ``row`` is what it began from."""
        facts = facts_of(self.table, row) if row else {}
        return write_line(self.table, {**facts, **self.cleaned_data})

    def clean(self) -> dict[str, Any]:
        """Put the days in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", _("This day has to come after the day from which it holds."))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the rules of the row to the operation, which every other door asks too."""


def proposal_form(table: ReferenceTable, *, is_new: bool) -> type[ProposalForm]:
    """Return the form of one table; only a new row asks what it is about."""
    about = _subject_fields(table) if is_new else {}
    asked = [
        column for column in table.row_columns if is_new or column not in table.identity_columns
    ]
    made = cast(
        "type[ProposalForm]", modelform_factory(table.terms_model, ProposalForm, fields=asked)
    )
    fields: Mapping[str, forms.Field] = made.base_fields
    made.base_fields = {**about, **{name: fields[name] for name in (*asked, "reason")}}
    made.table = table
    return made


def _subject_fields(table: ReferenceTable) -> dict[str, forms.Field]:
    """Return the fields of what a new row is about, named as the columns are."""
    fields = fields_for_model(table.subject_model, fields=[table.key, *table.subject_columns])
    return {table.key_name if name == table.key else name: field for name, field in fields.items()}


class AnswerForm(forms.Form):
    """What the reader may do with a proposal, and what to say about it."""

    act = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    answer = forms.CharField(
        label=_("What to tell who proposed it"),
        help_text=_("Needed when you refuse."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = OWN_ACTS if is_own else ACTS  # type: ignore[attr-defined]
        if is_own:
            del self.fields["answer"]


State = ReferenceChange.State
ACTS = [(State.APPROVED.value, _("Approve")), (State.REFUSED.value, _("Refuse"))]
OWN_ACTS = [(State.WITHDRAWN.value, _("Take it back"))]
