"""Many rows at once: what is ticked in a list is handed to a job, after a question where the act needs an answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.bulk.acts import HAND_OVER, REJECT, RELEASE, TAKE_UP, VERIFY_ITEMS
from portal.casework.bulk.running import MOST_AT_ONCE, BulkAct, ask_for
from portal.casework.forms import ColleagueForm, ReasonForm, StaffReasonForm
from portal.casework.permissions import PermissionGuard
from portal.records.evidence.kinds import CLAIMED_IN_APPLICATIONS, EvidenceKind

__all__ = ["HandOverView", "RejectItemsView", "ReleaseView", "TakeUpTickedView", "VerifyItemsView"]

LONGEST_TICK = 20
ANSWERED = "answered"


class BulkView(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """Asks for a job that does an act to every ticked row."""

    act: ClassVar[BulkAct]
    http_method_names = ["post", "options"]

    @property
    def said(self) -> dict[str, Any]:
        """Return what the address says besides the act."""
        return {}

    @cached_property
    def ticked(self) -> list[str]:
        """Return what was ticked, each once."""
        ticks = self.request.POST.getlist("tick")[:MOST_AT_ONCE]
        return list(dict.fromkeys(tick for tick in ticks if 0 < len(tick) <= LONGEST_TICK))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Hand over what is ticked, and lead to the page that tells how far it is."""
        if not self.ticked:
            messages.warning(request, _("Nothing was ticked, so nothing was done."))
            return redirect(self.act.list_url(self.said))
        return self.go_on()

    def go_on(self) -> HttpResponse:
        """Ask for the job."""
        return self.start()

    def start(self, **answers: Any) -> HttpResponse:
        """Ask for the job, and lead to its page."""
        account_id = self.request.user.pk
        assert account_id is not None
        wanted = {**self.said, **answers}
        job = ask_for(self.act, self.ticked, account_id=account_id, at=timezone.now(), **wanted)
        return redirect("casework_jobs:job", job.public_id)


class AskingView(BulkView):
    """Asks first what the act needs to know besides the rows."""

    template_name = "portal/casework/bulk_ask.html"
    header_icon = "list-ul"
    form_class: ClassVar[type[forms.Form]]

    def get_page_title(self) -> str:
        """Name what is about to be done."""
        return str(self.act.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def go_on(self) -> HttpResponse:
        """Ask, until there is an answer."""
        if ANSWERED not in self.request.POST:
            return self.ask(self.make_form())
        form = self.make_form(self.request.POST)
        if not form.is_valid():
            return self.ask(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.start(**self.read_answer(form))

    def make_form(self, data: Any = None) -> forms.Form:
        """Return the question, or what was answered."""
        return self.form_class(data)

    def ask(self, form: forms.Form, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
        """Show the question, with what was ticked."""
        context = self.get_context_data(
            form=form,
            act=self.act,
            ticked=self.ticked,
            answered=ANSWERED,
            list_url=self.act.list_url(self.said),
        )
        return self.render_to_response(context, status=status)

    def read_answer(self, form: forms.Form) -> dict[str, Any]:
        """Return the answer as the job keeps it."""
        raise NotImplementedError


class TakeUpTickedView(BulkView):
    """Puts the reader's name on every ticked application."""

    act = TAKE_UP
    permissions = TAKE_UP.permissions


class ReleaseView(BulkView):
    """Gives every ticked application back to the queue."""

    act = RELEASE
    permissions = RELEASE.permissions


class HandOverView(AskingView):
    """Puts a colleague's name on every ticked application."""

    act = HAND_OVER
    permissions = HAND_OVER.permissions
    form_class = ColleagueForm

    def read_answer(self, form: forms.Form) -> dict[str, Any]:
        """Return whose name."""
        return {"to_id": form.cleaned_data["colleague"].pk}


class OfItems:
    """An act on a list of evidence; its address names the kind."""

    kwargs: dict[str, Any]

    @property
    def said(self) -> dict[str, Any]:
        """Return the kind; raise Http404 for one that nobody verifies item by item."""
        if self.kwargs["kind"] not in EvidenceKind:
            raise Http404
        return {"kind": self.kwargs["kind"]}


class VerifyItemsView(OfItems, BulkView):
    """Accepts every ticked item."""

    act = VERIFY_ITEMS
    permissions = VERIFY_ITEMS.permissions


class RejectItemsView(OfItems, AskingView):
    """Rejects every ticked item, with one reason for all."""

    act = REJECT
    permissions = REJECT.permissions
    form_class = ReasonForm

    def make_form(self, data: Any = None) -> forms.Form:
        """Return the question; who reads the answer depends on the kind."""
        is_read = self.kwargs["kind"] in CLAIMED_IN_APPLICATIONS
        return ReasonForm(data) if is_read else StaffReasonForm(data)

    def read_answer(self, form: forms.Form) -> dict[str, Any]:
        """Return the reason."""
        return {"reason": form.cleaned_data["reason"]}
