"""What is posted from an application's page: taking it up, finding eligible, deciding. A GET is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.casework.forms import DecisionForm
from portal.casework.views.posting import PostingView
from portal.lifecycle.assignment import take_up_application
from portal.lifecycle.changes import ProposedChange
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.eligibility import find_eligible
from portal.lifecycle.errors import LifecycleError, NotAllowedError, RecordChangedError
from portal.lifecycle.policies import check_can_decide
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision

__all__ = ["DecideView", "FindEligibleView", "TakeUpView"]


class TakeUpView(PostingView):
    """Puts the reader's name on the file."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Take it up and say so."""
        try:
            application = take_up_application(
                application_id=self.application_id, by_id=self.actor_id, at=timezone.now()
            )
        except LifecycleError as error:
            return self.refuse(error)
        text = _("You have taken up application %(reference)s.")
        messages.success(request, text % {"reference": application.reference})
        return redirect("casework:file", self.public_id)


class FindEligibleView(PostingView):
    """Finds the applicant eligible, so that the rest of the fee is due."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Record it and say so."""
        try:
            application = find_eligible(
                application_id=self.application_id, by_id=self.actor_id, at=timezone.now()
            )
        except LifecycleError as error:
            return self.refuse(error)
        text = _("The applicant of %(reference)s is found eligible, and is being told.")
        messages.success(request, text % {"reference": application.reference})
        return redirect("casework:file", self.public_id)


class DecideView(PostingView):
    """Records the decision."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Decide and return to the queue with a confirmation."""
        try:
            check_can_decide(request.user, self.file.case.application)
        except NotAllowedError as error:
            return self.refuse(error)
        self.form = DecisionForm(self.proposed(), self.open_documents, request.POST)
        if not self.form.is_valid():
            messages.validation_error(request, _("Nothing was decided yet."), self.form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            decision = decide_application(
                application_id=self.application_id,
                outcome=self.form.cleaned_data["outcome"],
                reason=self.form.cleaned_data["reason"],
                decided_by_id=self.actor_id,
                accepted=self.form.accepted,
                not_needed=self.form.gone_without,
                at=timezone.now(),
            )
        except RecordChangedError as error:
            return self.ask_anew(error)
        except (LifecycleError, PluginFailedError) as error:
            return self.refuse(error)
        self.confirm(decision)
        return redirect("casework:queue")

    def proposed(self) -> list[ProposedChange]:
        """Return what an approval could take over; nothing where nobody can tell, and only a denial is possible."""
        try:
            return self.approval.changes
        except PluginFailedError:
            return []

    def ask_anew(self, error: RecordChangedError) -> HttpResponse:
        """Show the changes as they are now, with the decision and the reason as they were given."""
        assert self.form is not None
        kept = ("outcome", "reason", "not_needed")
        given = {name: self.form.cleaned_data.get(name) for name in kept}
        del self.file, self.approval
        self.form = DecisionForm(self.proposed(), self.open_documents, initial=given)
        return self.refuse(error)

    def confirm(self, decision: Decision) -> None:
        """Say what was decided, with the way back to the file."""
        is_approved = decision.outcome == Decision.Outcome.APPROVED
        text = (
            _("Application %(reference)s is approved. The applicant is being told.")
            if is_approved
            else _("Application %(reference)s is denied. The applicant is being told why.")
        )
        address = reverse("casework:file", args=[self.public_id])
        messages.success(
            self.request,
            text % {"reference": decision.application.reference},
            [messages.button(address, _("Open the file"))],
        )
