"""The forms of imports: what is handed in, and the word that has it recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records.imports.models import ImportFile
from portal.records.imports.refusing import FileRefusedError
from portal.records.imports.storing import check_upload
from portal.records.organizations.models import Organization, OrganizationTerms

__all__ = ["ConfirmForm", "HandInForm"]


class DistrictField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """A school district by its name of today; where it has none on record, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        districts = Organization.objects.filter(kind=Organization.Kind.DISTRICT)
        super().__init__(queryset=districts.order_by("code"), **kwargs)

    def label_from_instance(self, obj: Organization) -> str:
        """Return name and code."""
        name = self.names.get(obj.pk)
        return f"{name} ({obj.code})" if name else obj.code

    @property
    def names(self) -> dict[int, str]:
        """Return the names by key, read once a form."""
        if not hasattr(self, "_names"):
            terms = OrganizationTerms.objects.in_force(timezone.localdate())
            self._names = dict(terms.values_list("organization_id", "name"))
        return self._names


class HandInForm(forms.Form):
    """What kind of file it is, of which district, and the file, of which only size and beginning are looked at."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the file holds"),
        choices=ImportFile.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the file holds.")},
    )
    organization = DistrictField(
        label=gettext_lazy("School district"),
        help_text=gettext_lazy("Needed for a roster."),
        required=False,
        empty_label=gettext_lazy("no district"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV in UTF-8, with commas or semicolons, or XLSX; at most 10 MB and 50,000 lines. "
            "The first line names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the district of a roster."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == ImportFile.Kind.LEGACY:
            cleaned["organization"] = None
        elif kind and not cleaned.get("organization") and "organization" not in self.errors:
            self.add_error("organization", _("Choose the district whose roster it is."))
        return cleaned

    def clean_file(self) -> Any:
        """Say beside the field why the file can be no CSV or workbook that is imported."""
        upload = self.cleaned_data["file"]
        try:
            check_upload(upload)
        except FileRefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload


class ConfirmForm(forms.Form):
    """The word that has a file recorded; rows with errors are left out only where somebody says so."""

    leaves_out_faulty = forms.BooleanField(required=False)

    def __init__(self, *args: Any, faulty: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not faulty:
            del self.fields["leaves_out_faulty"]
            return
        field = self.fields["leaves_out_faulty"]
        field.required = True
        field.label = _("Leave out the rows with errors (%(count)s)") % {"count": faulty}
        field.help_text = _(
            "They are not recorded. Download them first to mend and import them later."
        )
        field.error_messages["required"] = _(
            "Say that the rows with errors are left out, or put this import aside and mend the file."
        )
