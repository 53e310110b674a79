"""The remittance slip, fit for printing, and the code on it that staff scan: the payer's own alone."""

from __future__ import annotations

import uuid
from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.sdk.remittances import Remittance, find_remittance

__all__ = ["draw_code", "show_slip"]


@never_cache
@require_safe
@login_required
def show_slip(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Show the slip, with what to do with it."""
    context = {"remittance": _get_own(request, attempt)}
    return render(request, "mail_in_payments/slip.html", context)


@never_cache
@require_safe
@login_required
def draw_code(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Answer with the number of the remittance as a QR code; a scanner types it."""
    import segno  # deferred: every process would load it, and few ever draw

    drawing = BytesIO()
    segno.make(_get_own(request, attempt).number, error="m", micro=False).save(
        drawing, kind="svg", scale=5, border=2, svgclass=None, lineclass=None, nl=False
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _get_own(request: HttpRequest, attempt: uuid.UUID) -> Remittance:
    language = (get_language() or "en")[:2]
    account_id = int(request.user.pk or 0)
    remittance = find_remittance(attempt, account_id=account_id, language=language)
    if remittance is None:
        raise Http404("no such remittance")
    return remittance
