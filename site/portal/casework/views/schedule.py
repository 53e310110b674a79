"""The page of the fee schedule on any day: what holds then, and what services would cost."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.fee_schedule import list_schedule, list_services
from portal.casework.permissions import VIEW_QUEUE, PermissionGuard
from portal.definitions.texts import reader_language

__all__ = ["FeeScheduleView"]


class DayForm(forms.Form):
    """Which day is meant."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FeeScheduleView(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """Shows today's schedule, or that of the day in the address."""

    permissions: ClassVar[tuple[str, ...]] = (VIEW_QUEUE,)
    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/fees/schedule.html"
    header_icon = "table"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the schedule; with the form alone and 422 where no day was given."""
        typed = request.GET if "on" in request.GET else {"on": timezone.localdate().isoformat()}
        form = DayForm(typed)
        is_day = form.is_valid()
        context = self.get_context_data(form=form, on=form.cleaned_data.get("on"))
        status = HTTPStatus.OK if is_day else HTTPStatus.UNPROCESSABLE_ENTITY
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        """Return what is shown."""
        return _("Fee schedule on a day")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what holds on the day."""
        on, language = kwargs["on"], reader_language()
        context: dict[str, Any] = super().get_context_data(
            rows=list_schedule(on=on, language=language) if on else [],
            services=list(list_services(on=on, language=language)) if on else [],
            **kwargs,
        )
        return context
