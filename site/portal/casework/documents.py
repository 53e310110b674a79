"""The documents of an application as its page shows them, each with the forms that settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.casework.scan_words import explain_failure
from portal.casework.wording import account_name
from portal.definitions.texts import in_language
from portal.lifecycle.cases import Case
from portal.lifecycle.open_documents import OpenDocument
from portal.lifecycle.outcomes import DAY_IS_OVER, is_over
from portal.lifecycle.policies import can_decide, can_open_documents
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.queries import UNSCANNED
from portal.records.documents.reasons import RejectionReason

__all__ = [
    "AcceptanceForm",
    "DocumentRejectionForm",
    "DocumentRow",
    "OutcomeForm",
    "document_anchor",
    "list_rows",
    "name_open",
]


class AcceptanceForm(forms.Form):
    """Until when the document counts; it can be used again till then."""

    expires_on = forms.DateField(
        label=_("Valid until"),
        help_text=_("As printed on it. Leave it empty where it does not end."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, use: DocumentUse, data: Any = None) -> None:
        initial = {"expires_on": use.document.expires_on}
        super().__init__(data, initial=initial, auto_id=f"{document_anchor(use)}-accept-%s")
        self.use = use

    def clean_expires_on(self) -> date | None:
        """Refuse a day that is over, at its field."""
        given: date | None = self.cleaned_data["expires_on"]
        if given is not None and is_over(given, at=timezone.now()):
            raise forms.ValidationError(DAY_IS_OVER)
        return given


class DocumentRejectionForm(forms.Form):
    """Why the document is not accepted."""

    reason = forms.ChoiceField(
        label=_("Why it is not accepted"),
        help_text=_("The applicant reads it, word for word."),
        choices=[("", _("Choose")), *RejectionReason.choices],
        error_messages={"required": _("Say why the document is not accepted.")},
    )
    note = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, use: DocumentUse, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{document_anchor(use)}-reject-%s")
        self.use = use

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason is none of the usual ones."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == RejectionReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say why the document is not accepted."))
        return cleaned


OutcomeForm = AcceptanceForm | DocumentRejectionForm
Form = TypeVar("Form", AcceptanceForm, DocumentRejectionForm)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, what it answers, and the forms that settle it where the reader may."""

    use: DocumentUse
    question: str
    anchor: str
    can_open: bool
    can_scan: bool
    can_release: bool
    failure: str
    acceptance: AcceptanceForm | None
    rejection: DocumentRejectionForm | None
    decided_by: str


def document_anchor(use: DocumentUse) -> str:
    """Return the place of a document on the page."""
    return f"document-{use.pk}"


def name_open(document: OpenDocument) -> str:
    """Return an open document by its name, what it shows, and why it is open."""
    shown = document.use.document
    return f"{shown.original_name} ({shown.get_kind_display()}): {document.why.label}"


def list_rows(
    case: Case, uses: Iterable[DocumentUse], user: Any, refused: OutcomeForm | None = None
) -> list[DocumentRow]:
    """Return a row a document; ``refused`` is the form that was just sent and is shown again."""
    questions = _labels(case)
    is_open = case.application.stage != Application.Stage.CLOSED
    may_decide = can_decide(user, case.application)
    may_settle = is_open and may_decide
    may_open = can_open_documents(user, case.application)
    return [
        DocumentRow(
            use=use,
            question=questions.get(use.question, use.question),
            anchor=document_anchor(use),
            can_open=may_open and _is_clean(use),
            can_scan=may_open and use.document.scan_state in UNSCANNED,
            can_release=may_decide and use.document.scan_state == Document.ScanState.SUSPECT,
            failure=explain_failure(use.document),
            acceptance=_form(AcceptanceForm, use, refused)
            if may_settle and _is_clean(use) and not _is_replaced(use)
            else None,
            rejection=_form(DocumentRejectionForm, use, refused)
            if may_settle and not _is_replaced(use)
            else None,
            decided_by=account_name(use.decided_by) if use.decided_by else "",
        )
        for use in uses
    ]


def _is_clean(use: DocumentUse) -> bool:
    return use.document.scan_state == Document.ScanState.CLEAN


def _is_replaced(use: DocumentUse) -> bool:
    return hasattr(use, "replacement")


def _form(kind: type[Form], use: DocumentUse, refused: OutcomeForm | None) -> Form:
    """Return the form that was just refused for this document, or a new one."""
    return refused if isinstance(refused, kind) and refused.use == use else kind(use)


def _labels(case: Case) -> Mapping[str, str]:
    language = case.context.language
    fields = (question for step in case.steps for question in step.fields)
    return {question.id: in_language(question.label, language) for question in fields}
