"""What is posted about one item of an application: it is accepted, or rejected with a reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.casework.evidence import RejectionForm, item_anchor
from portal.casework.permissions import VIEW_FILE
from portal.casework.views.posting import PostingView
from portal.lifecycle.settling import reject_item, verify_item
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.operations import VERIFY, EvidenceRefusedError

__all__ = ["RejectItemView", "VerifyItemView"]


class SettlingView(PostingView):
    """An act on one of the file's items."""

    permissions = (VIEW_FILE, VERIFY)

    @property
    def item(self) -> ClaimedItem:
        """Return the item in the address; raise Http404 for one that this application did not claim."""
        named = self.kwargs["kind"], self.kwargs["item_id"]
        for item in self.file.evidence:
            if (item.kind.value, item.id) == named:
                return item
        raise Http404("no such item")

    def settled(self, item: ClaimedItem, text: str) -> HttpResponse:
        """Return to the item on the page, saying what was done."""
        messages.success(self.request, text % {"item": item.title})
        address = reverse("casework:file", args=[self.public_id])
        return redirect(f"{address}#{item_anchor(item)}")


class VerifyItemView(SettlingView):
    """Accepts the item."""

    def post(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Accept it and say so."""
        item = self.item
        try:
            verify_item(kind=item.kind, item_id=item.id, by_id=self.actor_id, at=timezone.now())
        except EvidenceRefusedError as error:
            return self.refuse(error)
        return self.settled(item, _("Accepted: %(item)s."))


class RejectItemView(SettlingView):
    """Rejects the item."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Reject it with the reason, or ask for one."""
        item = self.item
        form = RejectionForm(item, request.POST)
        if not form.is_valid():
            self.rejection = form
            messages.validation_error(request, _("Nothing was rejected yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            reject_item(
                kind=item.kind,
                item_id=item.id,
                reason=form.cleaned_data["reason"],
                by_id=self.actor_id,
                at=timezone.now(),
            )
        except EvidenceRefusedError as error:
            return self.refuse(error)
        return self.settled(item, _("Rejected: %(item)s."))
