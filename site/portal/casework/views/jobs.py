"""Long work that staff asked for: exports of lists, how far they are, and the files that came of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.files import find_own_job, take_back
from portal.accounts.sending import send_job
from portal.casework.bulk.running import BulkAct, find_act
from portal.casework.offered import show_fault
from portal.casework.permissions import VIEW_QUEUE
from portal.lifecycle.moving_many import KIND as MOVE_DRAFTS
from portal.records.exports.operations import (
    ExportRefusedError,
    ExportUnavailableError,
    request_export,
    stream_export,
)
from portal.records.exports.writing import CSV_TYPE
from portal.records.jobs.models import Job
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import Wizard

__all__ = ["CancelJobView", "DownloadView", "ExportView", "JobView"]

AT_ONCE = "now"
OWN_FIELDS = ("csrfmiddlewaretoken", "export", "format", "p")


class ExportView(View):
    """Takes the order for a file of a list: written while it is read, or by a worker."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the file, or lead to the page that tells how far it is."""
        parameters = {name: value for name, value in request.POST.items() if name not in OWN_FIELDS}
        wanted: dict[str, Any] = {
            "key": request.POST.get("export", ""),
            "account": request.user,
            "parameters": parameters,
            "at": timezone.now(),
        }
        file_format = request.POST.get("format", "")
        try:
            if file_format == AT_ONCE:
                return _stream(*stream_export(**wanted))
            job = request_export(file_format=file_format, **wanted)
        except ExportRefusedError as refusal:
            raise PermissionDenied from refusal
        except ExportUnavailableError:
            return show_fault(request, _("Your file"))
        return redirect("casework_jobs:job", job.public_id)


def _stream(name: str, parts: Any) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(parts, content_type=CSV_TYPE, headers=headers)


class JobView(WagtailAdminTemplateMixin, TemplateView):
    """Tells how far a job is, or gives the link to what came of it."""

    template_name = "portal/casework/job.html"
    header_icon = "download"

    @cached_property
    def job(self) -> Job:
        """Return the job of the address."""
        return find_own_job(self.kwargs["public_id"], self.request.user.pk)

    @cached_property
    def act(self) -> BulkAct | None:
        """Return the bulk act that it is about; None for a file."""
        return find_act(self.job.kind)

    def get_page_title(self) -> str:
        """Name what is being done."""
        if self.job.kind == MOVE_DRAFTS:
            return _("Move drafts")
        return str(self.act.title) if self.act else _("Your file")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the job, the templates that tell of its kind, and the bulk act that it is about, if any."""
        part, list_url = self._part()
        context: dict[str, Any] = super().get_context_data(
            job=self.job,
            act=self.act,
            list_url=list_url,
            words=f"{part}_words.html",
            ending=f"{part}_ending.html",
            cancel_label=_("Stop") if list_url else _("Take it back"),
            **kwargs,
        )
        return context

    def _part(self) -> tuple[str, str]:
        """Return the templates that tell of the job's kind, and where it leads back to; a file leads nowhere."""
        parameters = self.job.parameters
        if self.act:
            return "portal/casework/jobs/bulk", self.act.list_url(parameters["options"])
        if self.job.kind == MOVE_DRAFTS:
            return "portal/casework/jobs/moves", self._version_url(parameters["version"])
        return "components/job/file", ""

    def _version_url(self, version_id: int) -> str:
        """Return the page of a version; for editors, who don't see records, the one that published it."""
        if self.request.user.has_perm(VIEW_QUEUE):
            return reverse("records_wizardversion_modeladmin_inspect", args=[version_id])
        keys = Wizard.objects.filter(versions=version_id).values("key")
        draft = get_object_or_404(WizardDraft, key__in=keys)
        return reverse("building:publish", args=[draft.pk])


class DownloadView(View):
    """Hands out the file to whoever asked for it."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        """Answer with the file, once it is whole."""
        return send_job(request, find_own_job(public_id, request.user.pk))


class CancelJobView(View):
    """Takes back what is not done yet."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Cancel, and show how it stands."""
        job = find_own_job(public_id, request.user.pk)
        take_back(job)
        return redirect("casework_jobs:job", job.public_id)
