"""The forms of one's files: add some, and say anew what one shows. What may come in is the records' business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.definitions.fields.dates import MemorableDateField
from portal.records.documents.kinds import DocumentKind
from portal.records.documents.models import Document
from portal.records.documents.wording import ACCEPT, describe_limits

__all__ = ["AddFilesForm", "ChangeFileForm"]

CHOOSE = ("", _("Choose"))
KEEPS_FILES = "keeps_files"
"""What static/portal/upload.js says: it still holds the files, and sends them again once the form is corrected."""
CHOOSE_AGAIN = _("The files were not kept: choose them again.")
NOT_A_TRANSLATION = _(
    "Only a certified translation translates another file. Choose it as what the file shows, or choose nothing here."
)
Uploads = list[UploadedFile[bytes]]


class ManyFilesInput(forms.FileInput):
    """A file control that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; each is looked into by itself later, so that an empty one is refused alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Uploads:
        """Return the files; an empty list counts as none."""
        return [super(ManyFilesField, self).clean(each) for each in data or [None]]


class FileFactsForm(forms.Form):
    """What a file shows, and until when it is valid."""

    kind = forms.ChoiceField(
        label=_("What the file shows"),
        choices=[CHOOSE, *DocumentKind.choices],
        error_messages={"required": _("Choose what the file shows.")},
    )
    expires_on = MemorableDateField(
        label=_("Valid until"),
        help_text=_("Only if the paper itself has a date on which it ends. For example 4 28 2029"),
        required=False,
    )


class ChangeFileForm(FileFactsForm):
    """The facts of one file said anew; a translation stays one, and nothing else becomes one."""

    def __init__(self, document: Document, data: Any = None) -> None:
        initial = {"kind": document.kind, "expires_on": document.expires_on}
        super().__init__(data, initial=initial, prefix=f"f{document.pk}")
        is_translation = document.kind == DocumentKind.TRANSLATION
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label)
            for kind in DocumentKind
            if (kind == DocumentKind.TRANSLATION) == is_translation
        ]


class AddFilesForm(FileFactsForm):
    """Files to add, all of one kind; a translation names what it translates."""

    translation_of = forms.ChoiceField(
        label=_("Translation of"), required=False, help_text=_("Only for a certified translation.")
    )
    uploads = ManyFilesField(
        label=_("Files"), widget=ManyFilesInput(attrs={"accept": ACCEPT, "class": "portal-file"})
    )

    field_order = ("kind", "translation_of", "expires_on", "uploads")

    def __init__(self, *args: Any, originals: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.originals = {str(document.public_id): document for document in originals}
        names = [
            (key, f"{document.original_name} ({document.get_kind_display()})")
            for key, document in self.originals.items()
        ]
        self.fields["translation_of"].choices = [CHOOSE, *names]  # type: ignore[attr-defined]
        self.fields["kind"].widget.attrs["data-upload-first"] = True
        self.fields["uploads"].help_text = describe_limits()
        self.fields["uploads"].error_messages["required"] = _("Choose a file first.")

    def clean(self) -> dict[str, Any]:
        """Ask what is translated where a translation is added, and nowhere else; files of a wrong form are not kept."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        original = self.originals.get(cleaned.get("translation_of") or "")
        kind = cleaned.get("kind")
        if kind == DocumentKind.TRANSLATION and original is None:
            if "translation_of" not in self.errors:
                self.add_error("translation_of", _("Say which of your files it translates."))
        elif kind and kind != DocumentKind.TRANSLATION and original is not None:
            self.add_error("translation_of", NOT_A_TRANSLATION)
        if self.errors and cleaned.get("uploads") and KEEPS_FILES not in self.data:
            self.add_error("uploads", CHOOSE_AGAIN)
        cleaned["original"] = original
        return cleaned
