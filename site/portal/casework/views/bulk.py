"""Many applications at once: what is ticked in the queue is handed to a job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from portal.casework.bulk import MOST_AT_ONCE, ask_to_take_up
from portal.casework.permissions import VIEW_FILE, PermissionGuard
from portal.definitions.reviewing import DECIDE

__all__ = ["BulkView"]


class BulkView(PermissionGuard, View):
    """Asks for a job that takes up every ticked application."""

    permissions = (VIEW_FILE, DECIDE)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Hand over what is ticked, and lead to the page that tells how far it is."""
        ticked = list(_read_keys(request))
        if not ticked:
            messages.warning(request, _("Nothing was ticked, so nothing was taken up."))
            return redirect("casework:queue")
        assert request.user.pk is not None
        job = ask_to_take_up(ticked, account_id=request.user.pk, at=timezone.now())
        return redirect("casework_jobs:job", job.public_id)


def _read_keys(request: HttpRequest) -> Iterator[UUID]:
    for text in request.POST.getlist("application")[:MOST_AT_ONCE]:
        try:
            yield UUID(text)
        except ValueError:
            continue
