"""The list of imports, the report of one, how far its work is, and the download of its rows with errors."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from portal.casework.imports.access import ImportGuard, ImportPage
from portal.casework.imports.forms import ConfirmForm
from portal.casework.paging import PlacedListing
from portal.casework.wording import account_name
from portal.records.imports.errors_file import tell_errors, write_errors
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.queries import count_rows, list_imports

__all__ = ["ErrorsView", "ImportsView", "ProgressView", "ReportView"]

MOST_SHOWN = 50
MINOR = "casework-column-minor"
State = ImportFile.State


class ImportsView(ImportGuard, PlacedListing):
    """Lists what was handed in."""

    page_title = gettext_lazy("Imports")
    header_icon = "upload"
    index_url_name = "imports:list"
    index_results_url_name = "imports:list_results"
    verbose_name = gettext_lazy("import")
    verbose_name_plural = gettext_lazy("imports")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the name leads to the report."""
        return [
            TitleColumn("name", label=_("File"), get_url=_report_url),
            Column("kind", label=_("Kind"), accessor="get_kind_display", classname=MINOR),
            Column("size", label=_("Rows"), accessor=_size, classname=MINOR),
            Column("uploaded_by", label=_("By"), accessor=_uploader, classname=MINOR),
            DateColumn("uploaded_at", label=_("When")),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda file: file.state == State.CHECKED,
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to a new import."""
        return [HeaderButton(_("New import"), url=reverse("imports:new"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[ImportFile]:
        """Return every import."""
        return list_imports()


class ReportView(ImportPage, WagtailAdminTemplateMixin, TemplateView):
    """Shows what recording a file would do, or how far it is; the acts show it again when they are refused."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/imports/report.html"
    header_icon = "upload"
    confirmation: ConfirmForm | None = None

    def get_page_title(self) -> str:
        """Return the name of the file."""
        return self.file.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            *self.lead_back({"url": "", "label": self.get_page_title()}),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the report as it stands now."""
        file = self.file
        is_busy = file.job is not None and file.job.is_open
        is_staged = file.state in {State.CHECKED, State.APPLYING} and not is_busy
        counts = count_rows(file) if is_staged else file.counts
        may_confirm = file.state == State.CHECKED or (
            file.state == State.APPLYING and file.has_stopped
        )
        faulty = file.rows.filter(outcome=ImportRow.Outcome.FAULTY).order_by("number")
        different = file.rows.filter(effect=ImportRow.Effect.DIFFERENT).order_by("number")
        return {
            **super().get_context_data(**kwargs),
            "file": file,
            "is_busy": is_busy,
            "counts": counts,
            "is_staged": is_staged,
            "is_roster": file.kind == ImportFile.Kind.ROSTER,
            "uploaded_by": _uploader(file),
            "confirmed_by": account_name(file.confirmed_by) if file.confirmed_by else "",
            "may_confirm": may_confirm,
            "form": self.confirmation or ConfirmForm(faulty=counts.get("faulty", 0)),
            "faulty": [(row, tell_errors(row.errors)) for row in faulty[:MOST_SHOWN]]
            if is_staged
            else [],
            "different": list(different[:MOST_SHOWN]) if is_staged else [],
            "most_shown": MOST_SHOWN,
        }


class ProgressView(ImportPage, TemplateView):
    """Answers with nothing but how far the work is, which the report's page asks for again and again; 1 SQL."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/imports/progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the file."""
        context: dict[str, Any] = super().get_context_data(file=self.file, **kwargs)
        return context


class ErrorsView(ImportPage, View):
    """Answers with the rows that have errors."""

    http_method_names = ["get", "head", "options"]

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Answer with a CSV file."""
        response = StreamingHttpResponse(
            write_errors(self.file), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="rows-with-errors.csv"'
        return response


def _report_url(file: ImportFile) -> str:
    return reverse("imports:report", args=[file.public_id])


def _uploader(file: ImportFile) -> str:
    return account_name(file.uploaded_by)


def _size(file: ImportFile) -> str:
    return str(file.size or "–")
