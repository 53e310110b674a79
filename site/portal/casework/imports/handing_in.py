"""The page on which a file is handed in: a plain form; a job reads and checks the file."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.imports.access import ImportGuard
from portal.casework.imports.forms import HandInForm
from portal.records.imports.columns import FORMATS
from portal.records.imports.models import ImportFile
from portal.records.imports.operations import hand_in_file

__all__ = ["HandInView"]


class HandInView(ImportGuard, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # no subscript
    """Asks for a file and its kind."""

    template_name = "portal/casework/imports/new.html"
    form_class = HandInForm
    page_title = gettext_lazy("New import")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns of each kind."""
        formats = [
            (kind.label, FORMATS[kind].needed, FORMATS[kind].others) for kind in ImportFile.Kind
        ]
        context: dict[str, Any] = super().get_context_data(formats=formats, **kwargs)
        return context

    def form_valid(self, form: HandInForm) -> HttpResponse:
        """Keep the file and lead to its report."""
        file = hand_in_file(
            kind=form.cleaned_data["kind"],
            organization=form.cleaned_data["organization"],
            name=form.cleaned_data["file"].name,
            upload=form.cleaned_data["file"],
            actor_id=self.actor_id,
            at=timezone.now(),
        )
        messages.success(
            self.request,
            _("The file has arrived. It is read and checked; nothing is recorded yet."),
        )
        return redirect("imports:report", file.public_id)

    def form_invalid(self, form: HandInForm) -> HttpResponse:
        """Show the form again with what was chosen."""
        messages.validation_error(self.request, _("Nothing was imported."), form)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
