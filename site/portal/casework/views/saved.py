"""Keeps a filter of the queue, and forgets one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from portal.casework.permissions import VIEW_QUEUE, PermissionGuard
from portal.casework.saved import delete_filter, save_filter
from portal.casework.views.queue import QUEUE

__all__ = ["DeleteFilterView", "SaveFilterView"]


class SaveFilterView(PermissionGuard, View):
    """Keeps search and filters of the queue under the name that was typed."""

    permissions = (VIEW_QUEUE,)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep it and show it; or say why not, with the list as it was."""
        assert request.user.pk is not None
        try:
            kept = save_filter(
                owner_id=request.user.pk,
                listing=QUEUE,
                name=request.POST.get("name", ""),
                parameters=request.POST.dict(),
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("casework:queue")
        messages.success(request, _("The filter “%(name)s” is kept.") % {"name": kept.name})
        return redirect(f"{reverse('casework:queue')}?{kept.query}")


class DeleteFilterView(PermissionGuard, View):
    """Forgets a filter of one's own."""

    permissions = (VIEW_QUEUE,)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Forget it and return to the list."""
        assert request.user.pk is not None
        if not delete_filter(owner_id=request.user.pk, listing=QUEUE, key=key):
            raise Http404
        messages.success(request, _("The filter is deleted."))
        return redirect("casework:queue")
