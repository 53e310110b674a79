"""Reading one Social Security number, once and for a reason; and the page of all readings, where reading is reopened.

The number stands in the answer to the post and nowhere else; the admin lets no browser keep its pages.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.permissions import VIEW_FILE, PermissionGuard
from portal.casework.ssns import ReadingForm, list_readings
from portal.casework.views.file import OfApplication
from portal.definitions.texts import reader_language
from portal.lifecycle.cases import Case, get_case, list_references
from portal.records.ssn.keeping import list_sharers
from portal.records.ssn.models import SSNReading
from portal.records.ssn.reading import (
    READ,
    REOPEN,
    ReadingClosedError,
    ReadingNotAllowedError,
    ReadingRefusedError,
    TooManyReadingsError,
    get_access,
    read_ssn,
    reopen_reading,
)

__all__ = ["ReadSSNView", "SSNReadingsView"]


class ReadSSNView(OfApplication):
    """Asks why, then shows the number once."""

    permissions: ClassVar[tuple[str, ...]] = (VIEW_FILE, READ)
    http_method_names = ["get", "head", "post", "options"]
    template_name = "portal/casework/ssn.html"
    page_title = gettext_lazy("Social Security number")
    header_icon = "key"

    @cached_property
    def case(self) -> Case:
        """Return the application; raise Http404 where the reference in the address is none of its answers."""
        case = get_case(self.application_id, on=timezone.localdate(), language=reader_language())
        if self.reference not in list_references(case.steps, case.answers):
            raise Http404("no such number")
        return case

    @property
    def reference(self) -> str:
        """Return what stands for the number."""
        return str(self.kwargs["reference"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the application."""
        application = self.case.application
        return [
            *self.breadcrumbs_items,
            {"url": reverse("casework:queue"), "label": _("Applications")},
            {
                "url": reverse("casework:file", args=[self.public_id]),
                "label": application.reference,
            },
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return whose number it is, masked, and who else has it."""
        case = self.case
        return {
            **super().get_context_data(**kwargs),
            "person": case.application.person,
            "masked": case.context.ssns.get(self.reference, ""),
            "sharers": list_sharers(self.reference),
            "file_url": reverse("casework:file", args=[self.public_id]),
            "form": kwargs.get("form") or ReadingForm(),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the number, or why it is not shown."""
        form, case = ReadingForm(request.POST), self.case
        if not form.is_valid():
            return self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
        if self.reference not in case.context.ssns:
            return self._answer(HTTPStatus.GONE, refusal=_("The number is not kept any more."))
        try:
            number = read_ssn(
                reference=self.reference,
                reason=form.cleaned_data["reason"],
                actor_id=int(request.user.pk or 0),
                at=timezone.now(),
            )
        except ReadingRefusedError as error:
            status, text = _explain(error)
            return self._answer(status, refusal=text)
        return self._answer(
            HTTPStatus.OK, number=f"{number[:3]}-{number[3:5]}-{number[5:]}", form=form
        )

    def _answer(self, status: HTTPStatus, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)


def _explain(error: ReadingRefusedError) -> tuple[HTTPStatus, str]:
    """Return how a refusal answers, and in which words."""
    if isinstance(error, TooManyReadingsError) and error.is_disabled:
        return HTTPStatus.TOO_MANY_REQUESTS, _(
            "You asked on after the limit of a day. Your account is disabled; speak to your supervisor."
        )
    if isinstance(error, TooManyReadingsError):
        return HTTPStatus.TOO_MANY_REQUESTS, _(
            "You have read as many numbers as one day allows. If you ask once more, your account is disabled."
        )
    if isinstance(error, ReadingClosedError):
        return HTTPStatus.SERVICE_UNAVAILABLE, _(
            "So many numbers were read today that reading is closed. A supervisor can open it again."
        )
    return HTTPStatus.FORBIDDEN, _("This is your own record: a colleague must read it.")


class SSNReadingsView(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """Lists who read what of late; a POST opens reading again."""

    permissions: ClassVar[tuple[str, ...]] = (REOPEN,)
    template_name = "portal/casework/ssn_readings.html"
    page_title = gettext_lazy("Readings of Social Security numbers")
    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the readings, and whether reading is closed."""
        return {
            **super().get_context_data(**kwargs),
            "closed_at": get_access().closed_at,
            "readings": list_readings(at=timezone.now()),
            "shown": SSNReading.Outcome.SHOWN.label,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open reading again and say so."""
        try:
            reopen_reading(actor_id=int(request.user.pk or 0), at=timezone.now())
        except ReadingNotAllowedError:
            messages.error(request, _("You read numbers today: a colleague must open it again."))
            return self.render_to_response(self.get_context_data(), status=HTTPStatus.FORBIDDEN)
        messages.success(request, _("Reading is open again; the counts begin anew."))
        return redirect(reverse("ssn_readings"))
