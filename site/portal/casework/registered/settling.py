"""The page of one item of evidence: what is on record, and for those who verify, to accept it or to reject it.

It calls the operation that an application's page and the bulk acts call too.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.casework.bulk.acts import REJECT, VERIFY_ITEMS
from portal.casework.forms import RejectionReasonForm
from portal.casework.refusals import explain_refusal
from portal.casework.registered.record_page import RecordPage
from portal.lifecycle.settling import check_can_settle_item, reject_item, verify_item
from portal.records.evidence.models import EvidenceItem
from portal.records.evidence.operations import EvidenceRefusedError

__all__ = ["ItemView", "may_settle"]


def may_settle(user: Any) -> bool:
    """Tell whether somebody verifies evidence at all; whose item it is, and of which service, the operation asks."""
    return bool(user.has_perms({*VERIFY_ITEMS.permissions, *REJECT.permissions}))


class ItemView(RecordPage):
    """Shows an item, and settles it when it is posted back: ``verify``, or ``reject`` with the reason."""

    rejection: RejectionReasonForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the acts where the reader may settle the item, or why not."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        is_open = self.instance.state == EvidenceItem.State.CLAIMED
        if not (is_open and may_settle(self.request.user)):
            return context
        try:
            check_can_settle_item(self.request.user, self.instance)
        except EvidenceRefusedError as error:
            return context | {"refusal": explain_refusal(error).message}
        return context | {"form": self.rejection or self._form()}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Settle the item and say so, or show it as it stands with what was wrong."""
        if not may_settle(request.user):
            raise PermissionDenied
        settled = {
            "kind": self.model_admin.evidence_kind,
            "item_id": self.instance.pk,
            "by_id": request.user.pk,
            "at": timezone.now(),
        }
        if not request.POST.keys() & {"verify", "reject"}:
            messages.error(request, _("Nothing was done: press one of the buttons."))
            return self._show(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            if "verify" in request.POST:
                verify_item(**settled)
                return self._settled(_("Accepted: %(item)s."))
            form = self._form(request.POST)
            if not form.is_valid():
                self.rejection = form
                messages.validation_error(request, _("Nothing was rejected yet."), form)
                return self._show(HTTPStatus.UNPROCESSABLE_ENTITY)
            reject_item(**settled, reason=form.cleaned_data["reason"])
            return self._settled(_("Rejected: %(item)s."))
        except EvidenceRefusedError as error:
            refusal = explain_refusal(error)
            messages.error(request, refusal.message)
            self.instance.refresh_from_db()
            return self._show(refusal.status)

    def _form(self, data: Any = None) -> RejectionReasonForm:
        form = RejectionReasonForm(data)
        return form if self.instance.application_reference else form.for_staff()

    def _show(self, status: HTTPStatus) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(), status=status)
        return response

    def _settled(self, text: str) -> HttpResponse:
        messages.success(self.request, text % {"item": self.instance})
        return redirect(self.request.path)
