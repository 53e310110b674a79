"""The page of the sandbox, where somebody chooses what the bank would say. Not there where the settings have none."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.payments.contract import Notice
from portal.payments.inbox import store_notice
from portal.payments.sandbox import CHOICES, PROVIDER
from portal.payments.wording import dollars
from portal.records.ledger.paying import Payment

__all__ = ["choose"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request: HttpRequest, public_id: uuid.UUID, attempt: uuid.UUID) -> HttpResponse:
    """Show the choices; a POST of one is what the sandbox says of the attempt from then on."""
    own = Payment.objects.filter(
        method=PROVIDER,
        public_id=attempt,
        application__public_id=public_id,
        application__person__account_id=request.user.pk,
    )
    payment = own.select_related("application").first()
    if payment is None or not settings.PAYMENT_SANDBOX:
        raise Http404("no such attempt")
    choice = request.POST.get("choice")
    if choice in CHOICES:
        notice = Notice(
            event_id=str(uuid.uuid4()),
            kind=f"sandbox.{choice}",
            method=PROVIDER,
            attempt=str(attempt),
            reference=payment.provider_reference or "",
        )
        store_notice(notice=notice, body="", at=timezone.now())
        return redirect("payments:return", public_id, attempt)
    context = {"payment": payment, "amount": dollars(payment.amount_cents)}
    return render(request, "portal/payments/sandbox.html", context)
