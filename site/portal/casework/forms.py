"""The decision form of an application's page. Whether somebody may decide is asked by the operation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Decision

__all__ = ["DecisionForm"]

REASON_LENGTH = 2_000


class DecisionForm(forms.Form):
    """Approve, or deny with the reason that the applicant is told."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.Outcome.APPROVED.value, _("Approve")),
            (Decision.Outcome.DENIED.value, _("Deny")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to approve or to deny.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed for a denial. The applicant reads it, word for word."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a denial."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_denial = cleaned.get("outcome") == Decision.Outcome.DENIED.value
        if is_denial and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the application is denied."))
        return cleaned
