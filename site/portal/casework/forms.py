"""What staff are asked: the decision of an application, and what a bulk act needs to know. Whether somebody may do it
is asked by the operation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.casework.consequences import name_change
from portal.casework.documents import name_open
from portal.casework.permissions import VIEW_FILE
from portal.casework.wording import account_name
from portal.lifecycle.changes import AcceptedChanges, ProposedChange, digest_changes
from portal.lifecycle.open_documents import OpenDocument
from portal.records.applications.decisions import Decision
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


class MarksField(forms.MultipleChoiceField):
    """What of a list is marked; whether each stands there still is asked by the operation."""

    def valid_value(self, value: str) -> bool:
        """Take any."""
        return True


class DecisionForm(forms.Form):
    """Approve, with what to take over and what to go without, or deny with the reason that the applicant is told."""

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
        help_text=_(
            "Needed for a denial, which the applicant reads word for word, and where you mark documents as not needed."
        ),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    not_needed = MarksField(
        label=_("Documents that are not needed"),
        help_text=_(
            "These documents are open. Accept each below, or mark those that an approval can go without."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    changes = MarksField(
        label=_("What to take over to the person's record"),
        help_text=_(
            "Marked is what the service suggests. Mark a changed name only if you have seen the paper that proves it."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        changes: Sequence[ProposedChange],
        documents: Sequence[OpenDocument],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.documents = documents
        if documents:
            marks: Any = self.fields["not_needed"]
            marks.choices = [(str(each.use.pk), name_open(each)) for each in documents]
        else:
            del self.fields["not_needed"]
        if not changes:
            del self.fields["changes"], self.fields["seen"]
            return
        choice: Any = self.fields["changes"]
        choice.choices = [(change.path, name_change(change)) for change in changes]
        choice.initial = [change.path for change in changes if change.is_suggested]
        self.fields["seen"].initial = digest_changes(changes)

    @property
    def accepted(self) -> AcceptedChanges:
        """Return what is to be taken over, and what it was chosen from."""
        given = self.cleaned_data
        return AcceptedChanges(
            frozenset(given.get("changes", ())), given.get("seen", digest_changes([]))
        )

    @property
    def gone_without(self) -> frozenset[int]:
        """Return the keys of the open documents that are marked."""
        given = self.cleaned_data.get("not_needed", ())
        return frozenset(each.use.pk for each in self.documents if str(each.use.pk) in given)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a denial, and of an approval that goes without documents."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_denial = cleaned.get("outcome") == Decision.Outcome.DENIED.value
        if is_denial and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the application is denied."))
        elif (
            cleaned.get("not_needed") and not cleaned.get("reason") and "reason" not in self.errors
        ):
            self.add_error("reason", _("Say why the documents that are marked are not needed."))
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
