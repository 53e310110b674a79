"""Settlement reports of providers: the list, and the page of one, on which it is recorded or put aside."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from portal.casework.paging import PlacedListing
from portal.casework.payments.access import SettlementsGuard
from portal.casework.wording import account_name
from portal.payments.contract import SettlementFormat
from portal.payments.settlements.reading import columns_of
from portal.payments.settlements.recording import (
    SettlementMovedOnError,
    discard_report,
    list_reporting,
    record_report,
)
from portal.records.imports.errors_file import tell_errors, write_lines
from portal.records.ledger.settlements import SettlementFile

__all__ = [
    "DiscardReportView",
    "FaultyLinesView",
    "RecordReportView",
    "SettlementReportView",
    "SettlementsView",
]

MINOR = "casework-column-minor"
MOST_SHOWN = 100
State = SettlementFile.State


class SettlementsView(SettlementsGuard, PlacedListing):
    """Lists what was handed in."""

    page_title = gettext_lazy("Settlement reports")
    header_icon = "upload"
    index_url_name = "settlements:list"
    index_results_url_name = "settlements:list_results"
    verbose_name = gettext_lazy("settlement report")
    verbose_name_plural = gettext_lazy("settlement reports")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the name leads to the report."""
        return [
            TitleColumn("name", label=_("File"), get_url=_report_url),
            Column("rows", label=_("Lines"), accessor=_rows_of, classname=MINOR),
            Column(
                "by",
                label=_("By"),
                accessor=lambda file: account_name(file.uploaded_by),
                classname=MINOR,
            ),
            DateColumn("uploaded_at", label=_("When")),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda file: file.state == State.STAGED,
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to a new report."""
        return [HeaderButton(_("New report"), url=reverse("settlements:new"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[SettlementFile]:
        """Return every report."""
        return SettlementFile.objects.select_related("uploaded_by").order_by("-id")


class ReportGuard(SettlementsGuard):
    """A view of one report."""

    kwargs: dict[str, Any]

    @cached_property
    def file(self) -> SettlementFile:
        """Return the report in the address; raise Http404."""
        rows = SettlementFile.objects.select_related("uploaded_by", "settled_by")
        found = rows.filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404("no such report")
        return found


class SettlementReportView(ReportGuard, WagtailAdminTemplateMixin, TemplateView):
    """Shows what a report holds, what recording it would do, and which lines have errors."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/payments/settlement.html"
    header_icon = "upload"

    def get_page_title(self) -> str:
        """Return the name of the file."""
        return self.file.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the report as it stands."""
        file = self.file
        context: dict[str, Any] = super().get_context_data(
            file=file,
            is_staged=file.state == State.STAGED,
            uploaded_by=account_name(file.uploaded_by),
            settled_by=account_name(file.settled_by) if file.settled_by else "",
            has_format=file.provider in _formats(),
            may_record=file.counts.get("new", 0) + file.counts.get("completed", 0) > 0,
            errors=[
                (each["number"], tell_errors(each["errors"])) for each in file.errors[:MOST_SHOWN]
            ],
            most_shown=MOST_SHOWN if len(file.errors) > MOST_SHOWN else 0,
            **kwargs,
        )
        return context


class FaultyLinesView(ReportGuard, View):
    """Answers with the lines that have errors; mended, they are handed in as they are."""

    http_method_names = ["get", "head", "options"]

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Answer with a CSV file; raise Http404 where its provider does not report any more."""
        known = _formats().get(self.file.provider)
        if known is None:
            raise Http404("no such format")
        columns = columns_of(known).columns
        lines = ((each["number"], each["errors"], each["given"]) for each in self.file.errors)
        response = StreamingHttpResponse(
            write_lines(columns, lines), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="lines-with-errors.csv"'
        return response


class RecordReportView(SettlementsGuard, View):
    """Has a report recorded, by a POST."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Record it, and show it again."""
        file = SettlementFile.objects.filter(public_id=public_id).first()
        known = _formats().get(file.provider) if file else None
        if known is None:
            raise Http404("no such report")
        try:
            record_report(
                public_id=public_id,
                known=known,
                actor_id=self.actor.pk,
                at=timezone.now(),
            )
        except SettlementMovedOnError:
            messages.error(request, _("Somebody was faster, or this report is over."))
        else:
            messages.success(request, _("The report is recorded and compared with the ledger."))
        return redirect("settlements:report", public_id)


class DiscardReportView(SettlementsGuard, View):
    """Puts a report aside, by a POST."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Put it aside, and show the list."""
        try:
            discard_report(public_id=public_id, actor_id=self.actor.pk, at=timezone.now())
        except SettlementFile.DoesNotExist as error:
            raise Http404("no such report") from error
        except SettlementMovedOnError:
            messages.error(request, _("Somebody was faster, or this report is over."))
        else:
            messages.success(request, _("The report is put aside; nothing of it was recorded."))
        return redirect("settlements:list")


def _formats() -> dict[str, SettlementFormat]:
    return {method.key: known for method, known in list_reporting()}


def _report_url(file: SettlementFile) -> str:
    return reverse("settlements:report", args=[file.public_id])


def _rows_of(file: SettlementFile) -> str:
    return str(file.counts.get("rows", 0))
