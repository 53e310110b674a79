"""A new settlement report: whose it is, and the file, which is read and staged at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.payments.access import SettlementsGuard
from portal.definitions.texts import reader_language
from portal.payments.contract import SettlementFormat
from portal.payments.describing import title_of
from portal.payments.settlements.reading import columns_of
from portal.payments.settlements.recording import hand_in_report, list_reporting
from portal.records.imports.refusing import FileRefusedError

__all__ = ["HandInReportView"]


class HandInForm(forms.Form):
    """Whose report it is, and the file."""

    provider = forms.ChoiceField(label=gettext_lazy("Whose report it is"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV in UTF-8 or XLSX; at most 10 MB and 20,000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["provider"]
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]


class HandInReportView(SettlementsGuard, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # no subscript
    """Asks for a report; it is read at once, and nothing is recorded yet."""

    template_name = "portal/casework/payments/settlement_new.html"
    form_class = HandInForm
    page_title = gettext_lazy("New settlement report")
    header_icon = "upload"

    @cached_property
    def formats(self) -> dict[str, tuple[str, SettlementFormat]]:
        """Return the title and the format of each provider that reports."""
        language = reader_language()
        return {
            method.key: (title_of(method.key, language), known)
            for method, known in list_reporting()
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Name the providers."""
        choices = [(key, title) for key, (title, _known) in self.formats.items()]
        return {**super().get_form_kwargs(), "choices": choices}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns of each provider's report."""
        columns = [(title, columns_of(known)) for title, known in self.formats.values()]
        context: dict[str, Any] = super().get_context_data(columns=columns, **kwargs)
        return context

    def form_valid(self, form: HandInForm) -> HttpResponse:
        """Stage the report and lead to its page, or say beside the field why it cannot be read."""
        upload = form.cleaned_data["file"]
        provider = form.cleaned_data["provider"]
        try:
            file = hand_in_report(
                provider=provider,
                known=self.formats[provider][1],
                name=upload.name,
                upload=upload,
                actor_id=self.actor.pk,
                at=timezone.now(),
            )
        except FileRefusedError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The report was read. Nothing is recorded yet."))
        return redirect("settlements:report", file.public_id)

    def form_invalid(self, form: HandInForm) -> HttpResponse:
        """Show the form again with what was chosen."""
        messages.validation_error(self.request, _("Nothing was imported."), form)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
