"""The forms of mailed payments: what was counted, what is read on an item, and why one is given up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.texts import in_language, reader_language, text
from portal.payments.mailed.batches import Entry
from portal.payments.mailed.finding import is_reference, plain_reference
from portal.payments.mailed.spelling import plain_serial
from portal.records.fees.mailing import list_instruments

__all__ = ["BatchForm", "CountForm", "ItemForm", "ReasonForm"]

MOST_ITEMS = 500
MOST_DOLLARS = Decimal(1000000)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DollarsField(forms.DecimalField):
    """An amount typed in dollars; its value is whole cents."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=MOST_DOLLARS,
            max_digits=9,
            decimal_places=2,
            widget=widget,
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Take a dollar sign and commas as people write them."""
        return super().to_python(str(value or "").replace("$", "").replace(",", "").strip())

    def clean(self, value: Any) -> Any:
        """Return whole cents."""
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)


class CountForm(forms.Form):
    """What was counted by hand before anything is entered."""

    items = forms.IntegerField(
        label=gettext_lazy("Number of items"),
        help_text=gettext_lazy("Counted by hand before anything is entered."),
        min_value=1,
        max_value=MOST_ITEMS,
    )
    cents = DollarsField(
        label=gettext_lazy("Control total in dollars"),
        help_text=gettext_lazy("Added up by hand or by machine, such as 1250.00."),
    )


class BatchForm(CountForm):
    """A new batch."""

    received_on = forms.DateField(
        label=gettext_lazy("Arrived on"),
        help_text=gettext_lazy("The day of the date stamp; all items of a batch arrived on it."),
        widget=DAY,
    )
    field_order = ["received_on", "items", "cents"]

    def clean_received_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class ItemForm(forms.Form):
    """One item; a scanner types the reference and presses Enter."""

    reference = forms.CharField(
        label=gettext_lazy("Number of the slip, or reference of the application"),
        help_text=gettext_lazy("Scan it, or type it. Leave it empty where there is none."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    instrument = forms.ChoiceField(label=gettext_lazy("Kind"))
    issuer = forms.CharField(
        label=gettext_lazy("Issued by"),
        help_text=gettext_lazy("The bank or company as printed on it."),
        max_length=80,
    )
    serial = forms.CharField(
        label=gettext_lazy("Number of the check or money order"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cents = DollarsField(label=gettext_lazy("Amount in dollars"))
    posted_on = forms.DateField(
        label=gettext_lazy("Postmark"),
        help_text=gettext_lazy("The day on the envelope; leave it empty where it cannot be read."),
        required=False,
        widget=DAY,
    )

    def __init__(self, *args: Any, received_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received_on = received_on
        language = reader_language()
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (
                row.instrument_id,
                _title(in_language(text(row.title, row.title_es), language), row.is_accepted),
            )
            for row in list_instruments(on=received_on)
        ]

    def clean_reference(self) -> str:
        """Return the reference as it is stored; refuse what its check character tells is mistyped."""
        reference = plain_reference(self.cleaned_data["reference"])
        if reference and not is_reference(reference):
            raise forms.ValidationError(
                _("This is no number of a slip or an application: look again, or leave it empty.")
            )
        return reference

    def clean_serial(self) -> str:
        """Refuse a number without a letter or digit."""
        serial: str = self.cleaned_data["serial"]
        if not plain_serial(serial):
            raise forms.ValidationError(_("Type the number that is printed on it."))
        return serial

    def clean_posted_on(self) -> date | None:
        """Refuse a postmark after the day of arrival."""
        day: date | None = self.cleaned_data["posted_on"]
        if day and day > self.received_on:
            raise forms.ValidationError(_("It cannot have been posted after it arrived."))
        return day

    @property
    def entry(self) -> Entry:
        """Return what was read, once it is sound."""
        given = self.cleaned_data
        return Entry(
            instrument_id=int(given["instrument"]),
            issuer=given["issuer"],
            serial=given["serial"],
            cents=given["cents"],
            posted_on=given["posted_on"],
            reference=given["reference"],
        )


class ReasonForm(forms.Form):
    """Why an item is given up; the applicant reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The applicant reads it as it stands."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _title(title: str, is_accepted: bool) -> str:
    return title if is_accepted else _("%(title)s (not accepted)") % {"title": title}
