"""What staff are asked: the decision of an application, and what a bulk act needs to know. Whether somebody may do it
is asked by the operation.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.casework.permissions import VIEW_FILE
from portal.casework.wording import account_name
from portal.records.applications.models import Decision
from portal.users.models import User

__all__ = [
    "ColleagueForm",
    "DecisionForm",
    "ReasonForm",
    "RejectionReasonForm",
    "StaffReasonForm",
]

REASON_LENGTH = 2_000
FOR_STAFF = _(
    "Kept with the item. Those who may see the lists of evidence read it; the person does not."
)


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


class ColleagueChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """A colleague by name."""

    def label_from_instance(self, obj: User) -> str:
        """Return how colleagues know them."""
        return account_name(obj)


class ColleagueForm(forms.Form):
    """Who gets the applications: anybody who may open their files."""

    colleague = ColleagueChoice(
        queryset=User.objects.none(),
        label=_("Colleague"),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        backend = "django.contrib.auth.backends.ModelBackend"
        colleagues = User.objects.with_perm(VIEW_FILE, backend=backend)
        self.fields["colleague"].queryset = colleagues.order_by(  # type: ignore[attr-defined]
            "last_name", "first_name", "username"
        )


class ReasonForm(forms.Form):
    """Why items are rejected, said once for all of them."""

    reason = forms.CharField(
        label=_("Why they are rejected"),
        help_text=_("Each applicant reads it, word for word."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why the items are rejected.")},
    )


class StaffReasonForm(ReasonForm):
    """The same for items that no applicant reads of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = FOR_STAFF


class RejectionReasonForm(forms.Form):
    """Why one item is rejected."""

    reason = forms.CharField(
        label=_("Why it is rejected"),
        help_text=_("The applicant reads it, word for word."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the item is rejected.")},
    )

    def for_staff(self) -> RejectionReasonForm:
        """Return the form with another help text: nobody else reads of this item."""
        self.fields["reason"].help_text = FOR_STAFF
        return self
