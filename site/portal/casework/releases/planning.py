"""The page on which a release is planned: a plain form; every part is judged before anything is kept."""

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

from portal.casework.releases.access import ReleaseGuard
from portal.casework.releases.forms import NewReleaseForm
from portal.records.releases.operations import ReleaseRefusedError, plan_release

__all__ = ["NewReleaseView"]


class NewReleaseView(ReleaseGuard, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # no subscript
    """Asks for name, moment and parts."""

    template_name = "portal/casework/releases/new.html"
    form_class = NewReleaseForm
    page_title = gettext_lazy("New release")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_initial(self) -> dict[str, Any]:
        """Open with the parts that the address names, as other screens lead here."""
        given = self.request.GET
        return {name: given.getlist(name) for name in given if name.startswith("parts_")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add who plans: pages are offered to those who may publish them."""
        return {**super().get_form_kwargs(), "planner": self.actor}

    def form_valid(self, form: NewReleaseForm) -> HttpResponse:
        """Plan the release and lead to its page; or tell beside each field what stands in the way."""
        try:
            release = plan_release(
                name=form.cleaned_data["name"],
                due_at=form.cleaned_data["due_at"],
                parts=form.cleaned_data["parts"],
                planner=self.actor,
                at=timezone.now(),
            )
        except ReleaseRefusedError as refused:
            form.tell(refused.faults)
            return self.form_invalid(form)
        messages.success(self.request, _("The release is planned. Nothing is published before."))
        return redirect("releases:release", release.public_id)

    def form_invalid(self, form: NewReleaseForm) -> HttpResponse:
        """Show the form again with what was chosen; a browser keeps no files, so they are asked for again."""
        messages.validation_error(self.request, _("No release is planned yet."), form)
        if self.request.FILES:
            messages.warning(
                self.request, _("Choose the files again: a browser does not keep them.")
            )
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
