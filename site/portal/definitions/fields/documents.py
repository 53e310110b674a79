"""Documents as answers: files on the applicant's account, picked by id. Receiving a file is the records' business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.definitions.fields.base import AnsweringContext, FieldType, HeldDocument, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec
from portal.records.documents.wording import ACCEPT, checks_before_sending, describe_limits

__all__ = [
    "FILE_SUFFIX",
    "KIND_SUFFIX",
    "MOST_FILES",
    "TRANSLATION_SUFFIX",
    "DocumentType",
    "DocumentsField",
    "DocumentsWidget",
    "most_files",
]

MOST_FILES = 10
KIND_SUFFIX, FILE_SUFFIX, TRANSLATION_SUFFIX = "-kind", "-file", "-translation"


def most_files(question: FieldSpec) -> int:
    """Return how many files a question takes at most, their translations apart."""
    return int(str(question.options.get("most", MOST_FILES)))


def _describe_most(most: int) -> str:
    return ngettext("Hand in one file here.", "Hand in up to %(most)s files here.", most) % {
        "most": most
    }


class DocumentsWidget(forms.CheckboxSelectMultiple):
    """The files on the account to pick from, with a way to add one; ``components/documents.html`` draws it."""

    needs_multipart_form = True


class DocumentsField(forms.MultipleChoiceField):
    """A choice among the applicant's documents of some kinds; a refused one says why."""

    held: Mapping[str, HeldDocument] = {}
    translations: Mapping[str, list[HeldDocument]] = {}
    kinds: tuple[tuple[str, str], ...] = ()
    takes_translation = False
    accept = ACCEPT
    limits = ""
    checks: Mapping[str, str | int] = {}
    most = MOST_FILES

    def validate(self, value: Any) -> None:
        """Raise ValidationError with the document's own reason where it can't be handed in."""
        for document in filter(None, map(self.held.get, value)):
            if document.refusal:
                raise ValidationError(document.refusal, code="refused")
        super().validate(value)
        if len(value) > self.most:
            message = _("Choose no more than %(most)s files.") % {"most": self.most}
            raise ValidationError(message, code="too_many")

    @property
    def offered(self) -> list[HeldDocument]:
        """Return the documents in the order of the choices."""
        return list(self.held.values())


class DocumentType(FieldType):
    """Files that show something. Options: ``kinds`` wanted, ``most`` files, whether a ``translation`` may stand by."""

    key = "document"
    title = gettext_lazy("Documents")
    first_control = FILE_SUFFIX
    value_type = ValueType.TEXTS
    settings = (
        Setting(
            name="kinds",
            kind=SettingKind.LISTED,
            label=gettext_lazy("Kinds of document"),
            source="document_kinds",
        ),
        Setting(name="most", kind=SettingKind.COUNT, label=gettext_lazy("Most files")),
        Setting(
            name="translation",
            kind=SettingKind.SWITCH,
            label=gettext_lazy("A certified translation may stand by"),
        ),
    )
    needs_documents = True

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return checkboxes that ``prepare`` fills."""
        control = DocumentsField(**self.common(question, language), widget=DocumentsWidget)
        control.most = most_files(question)
        control.takes_translation = bool(question.options.get("translation"))
        control.error_messages["required"] = _("Add a file, or choose one that is on your account.")
        control.error_messages["invalid_choice"] = _(
            "One of these files is no longer on your account. Add it again."
        )
        return control

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Offer the applicant's documents of the wanted kinds; translations go with what they translate."""
        assert isinstance(control, DocumentsField)
        control.limits = f"{describe_limits()} {_describe_most(control.most)}"
        control.checks = checks_before_sending()
        wanted: Any = question.options.get("kinds", ())
        control.kinds = tuple((kind, context.document_kinds.get(kind, kind)) for kind in wanted)
        control.held = {
            held.public_id: held
            for held in context.documents
            if held.kind in wanted and not held.translation_of
        }
        control.translations = {
            public_id: [each for each in context.documents if each.translation_of == public_id]
            for public_id in control.held
        }
        control.choices = [(held.public_id, held.name) for held in control.held.values()]

    def control_names(self, question: FieldSpec, name: str) -> list[str]:
        """Return the names of the checkboxes, the choice of a kind, and the file controls, posted empty as texts."""
        return [name, *(name + each for each in (KIND_SUFFIX, FILE_SUFFIX, TRANSLATION_SUFFIX))]

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return every ticked document."""
        return raw.get(name, [])

    def to_control(self, stored: Stored) -> Any:
        """Return the ids as the checkboxes hand them over."""
        return stored or []

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the names of the files, a line each, with their translations."""
        by_id = {held.public_id: held for held in context.documents}
        lines = []
        for public_id in stored:
            held = by_id.get(public_id)
            lines.append(held.name if held else _("A file that is no longer on the account"))
            lines += [
                _("Translation: %(name)s") % {"name": each.name}
                for each in context.documents
                if each.translation_of == public_id
            ]
        return "\n".join(lines)
