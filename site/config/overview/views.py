"""The overview page: services with their switches, plugins with their health; and the POST that switches."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, Table, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from config.overview.offered import list_service_lines
from portal.casework.permissions import PermissionGuard
from portal.definitions.switching import OVERSEE, archive_service, switch_service
from portal.plugins.breaker import State
from portal.plugins.guard import measure_guard
from portal.plugins.overview import PluginReport, PluginState, report_plugins
from portal.records.wizards.models import Wizard
from portal.sdk.extension_points import EXTENSION_POINTS

__all__ = ["ArchiveView", "OverviewView", "SwitchView"]

POINTS = {point.module: point.attribute for point in EXTENSION_POINTS}
STATES = {
    PluginState.ACTIVE: gettext_lazy("in use"),
    PluginState.PARKED: gettext_lazy("parked"),
    PluginState.UNSUPPORTED: gettext_lazy("made for another version"),
    PluginState.DISABLED: gettext_lazy("left out by the settings"),
}
CIRCUITS = {
    State.CLOSED: gettext_lazy("asked"),
    State.OPEN: gettext_lazy("not asked for a while"),
    State.HALF_OPEN: gettext_lazy("about to be tried again"),
}


class OverviewView(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """Shows what there is, how it is, and what went wrong in the last day."""

    permissions = (OVERSEE,)
    template_name = "config/overview/plugins.html"
    page_title = gettext_lazy("Services and plugins")
    header_icon = "cogs"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return services and plugins."""
        reports = report_plugins(POINTS, at=timezone.now())
        guard = measure_guard()
        context: dict[str, Any] = super().get_context_data(
            services=list_service_lines(),
            guard_microseconds=guard,
            plugins=[PluginPanel(report, guard) for report in reports],
            **kwargs,
        )
        return context


class PluginPanel:
    """One plugin as the page shows it."""

    def __init__(self, report: PluginReport, guard_microseconds: float) -> None:
        self.report, self._guard = report, guard_microseconds
        self.state = STATES[report.state]
        self.heading = report.title or report.plugin_id
        self.is_parked = report.state in {PluginState.PARKED, PluginState.UNSUPPORTED}

    @cached_property
    def places(self) -> Table | None:
        """Return the table of calls, or nothing where there were none."""
        if not self.report.places:
            return None
        columns = [
            TitleColumn("point", label=_("Extension point")),
            Column("calls", label=_("Calls today")),
            Column("failures", label=_("Failures today")),
            Column(
                "guard",
                label=_("Cost of the guard today"),
                accessor=lambda place: (
                    _("%(milliseconds)s ms")
                    % {"milliseconds": number_format(place.calls * self._guard / 1_000, 1)}
                ),
            ),
            StatusTagColumn(
                "circuit",
                label=_("Is it asked?"),
                accessor=lambda place: CIRCUITS[place.circuit],
                primary=lambda place: place.circuit is not State.CLOSED,
            ),
        ]
        return Table(columns, self.report.places, caption=_("Calls"))

    @cached_property
    def failures(self) -> Table | None:
        """Return the table of the latest failures, or nothing where there were none."""
        if not self.report.failures:
            return None
        columns = [
            TitleColumn("point", label=_("Extension point")),
            Column("error", label=_("Failure")),
            DateColumn("at", label=_("When")),
        ]
        return Table(columns, self.report.failures, caption=_("Latest failures"))


class SwitchView(PermissionGuard, View):
    """Switches one service by a POST."""

    permissions = (OVERSEE,)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Switch, say so, and go back to the overview."""
        key, is_on = request.POST.get("key", ""), request.POST.get("is_on") == "1"
        assert request.user.pk is not None
        try:
            switch_service(key=key, is_on=is_on, actor_id=request.user.pk, at=timezone.now())
        except Wizard.DoesNotExist as error:
            raise Http404("no such service") from error
        done = (
            _("The service is switched on.")
            if is_on
            else _("The service is switched off. Drafts are kept.")
        )
        messages.success(request, done)
        return redirect(reverse("overview:plugins"))


class ArchiveView(PermissionGuard, View):
    """Archives one wizard by a POST, or offers it again."""

    permissions = (OVERSEE,)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Archive it, say so, and go back to the overview."""
        key, is_archived = request.POST.get("key", ""), request.POST.get("is_archived") == "1"
        assert request.user.pk is not None
        try:
            archive_service(
                key=key, is_archived=is_archived, actor_id=request.user.pk, at=timezone.now()
            )
        except Wizard.DoesNotExist as error:
            raise Http404("no such service") from error
        done = (
            _("The service is archived. What people have begun or sent goes on.")
            if is_archived
            else _("The service is offered again.")
        )
        messages.success(request, done)
        return redirect(reverse("overview:plugins"))
