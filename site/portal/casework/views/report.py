"""The page of a plugin's report: its table as it stands, with the way to have it as a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.offered import show_fault
from portal.casework.reports import (
    MOST_ROWS,
    Cell,
    MadeReport,
    OfferedReport,
    find_report,
    make_report,
)
from portal.definitions.texts import in_language, reader_language

__all__ = ["ReportView"]


class ReportView(WagtailAdminTemplateMixin, TemplateView):
    """Shows a report to whoever holds its permission."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/report.html"
    header_icon = "table"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the table, or with a plain page where its plugin fails."""
        if not request.user.has_perm(self.offered.report.permission):
            raise PermissionDenied
        made = make_report(self.offered)
        if made is None:
            return show_fault(request, self.offered.title)
        return self.render_to_response(self.get_context_data(made=made))

    @cached_property
    def offered(self) -> OfferedReport:
        """Return the report of the address."""
        found = find_report(self.kwargs["plugin_id"], self.kwargs["name"])
        if found is None:
            raise Http404("no such report")
        return found

    def get_page_title(self) -> str:
        """Return the title of the report."""
        return self.offered.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the table in words."""
        made: MadeReport = kwargs.pop("made")
        language = reader_language()
        note = self.offered.report.note
        context: dict[str, Any] = super().get_context_data(
            note=in_language(note, language) if note else "",
            heads=made.headers,
            rows=[[_in_words(cell) for cell in row] for row in made.cells],
            most_rows=MOST_ROWS if made.is_cut else 0,
            export=self.offered.key,
            parameters={},
            **kwargs,
        )
        return context


def _in_words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return str(cell) if isinstance(cell, int) else date_format(cell, "DATE_FORMAT")
