"""The form in which somebody chooses the first name that the public look-up shows. Whether one may is law."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.registration import NameField

__all__ = ["PublishedNameForm"]


class PublishedNameForm(forms.Form):
    """A first name, checked as a legal one is; empty to be shown under the legal one."""

    first_name = NameField(
        label=_("First name that the public sees"),
        autocomplete="nickname",
        required=False,
        help_text=_("Leave it empty to be shown under your legal name."),
    )
