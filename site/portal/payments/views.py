"""The payment page of an application and the way back from a provider: the applicant's own alone."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.definitions.texts import reader_language
from portal.payments.beginning import (
    EarlierAttemptError,
    MethodNotOfferedError,
    NothingDueError,
    PaymentBeingCheckedError,
    PaymentUnavailableError,
    Places,
    TooManyAttemptsError,
    begin_payment,
)
from portal.payments.contract import ProviderError
from portal.payments.fulfilling import Outcome, fulfil
from portal.payments.pages import pay_context, service_title
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment

__all__ = ["come_back", "get_own", "go_back", "pay"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pay(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show what is due and the ways to pay; a POST begins, and sends the payer to the provider."""
    application = get_own(request, public_id)
    if request.method != "POST":
        return _show(request, application)
    chosen = request.POST.get("method", "")
    try:
        payment = begin_payment(
            public_id=public_id,
            account_id=int(request.user.pk or 0),
            method_key=chosen,
            title=service_title(application, reader_language()),
            language=reader_language(),
            places=_places(request, public_id),
            at=timezone.now(),
        )
    except NothingDueError:
        messages.info(request, _("Nothing is to be paid now."))
        return redirect("wizards:application", public_id)
    except MethodNotOfferedError:
        return _refuse(request, application, _("Choose how you want to pay."), chosen)
    except TooManyAttemptsError:
        text = _("There were too many attempts today. Try again tomorrow, or contact the bureau.")
        return _refuse(request, application, text, chosen, HTTPStatus.TOO_MANY_REQUESTS)
    except PaymentBeingCheckedError as checked:
        return _wait(request, checked.payment)
    except EarlierAttemptError:
        text = _(
            "We cannot find out just now whether your earlier payment went through. So that you do not pay twice, "
            "try again in a few minutes. If it went through, we write to you. Your application is kept."
        )
        return _refuse(request, application, text, chosen, HTTPStatus.SERVICE_UNAVAILABLE)
    except PaymentUnavailableError:
        text = _(
            "We could not reach the payment service. Nothing was charged, and your application is kept. Try again in "
            "a few minutes, or choose another way to pay if there is one."
        )
        return _refuse(request, application, text, chosen, HTTPStatus.SERVICE_UNAVAILABLE)
    return _send_off(payment)


@never_cache
@require_safe
@login_required
def come_back(request: HttpRequest, public_id: uuid.UUID, attempt: uuid.UUID) -> HttpResponse:
    """Find out what became of the attempt, from the provider and not from the address, and say so."""
    payment = _get_attempt(request, public_id, attempt)
    try:
        found = fulfil(payment_id=payment.pk, at=timezone.now())
    except ProviderError:
        return _wait(request, payment)
    if found.outcome in {Outcome.OPEN, Outcome.EXCEPTION}:
        return _wait(request, payment)
    if found.outcome in {Outcome.FULFILLED, Outcome.ALREADY}:
        messages.success(request, _("Your payment was received. Thank you."))
        return redirect("wizards:application", public_id)
    return redirect("payments:pay", public_id)


@never_cache
@require_safe
@login_required
def go_back(request: HttpRequest, public_id: uuid.UUID, attempt: uuid.UUID) -> HttpResponse:
    """Show the page again to somebody who left the provider without paying; the attempt can be gone on with."""
    _get_attempt(request, public_id, attempt)
    messages.info(request, _("You have not paid yet. Nothing was charged."))
    return redirect("payments:pay", public_id)


def get_own(request: HttpRequest, public_id: uuid.UUID) -> Application:
    """Return the reader's own application, once it was sent; raise Http404."""
    own = Application.objects.filter(
        public_id=public_id, person__account_id=request.user.pk, submitted_at__isnull=False
    )
    application = own.select_related("version", "person").first()
    if application is None:
        raise Http404("no such application")
    return application


def _get_attempt(request: HttpRequest, public_id: uuid.UUID, attempt: uuid.UUID) -> Payment:
    own = Payment.objects.filter(
        public_id=attempt,
        application__public_id=public_id,
        application__person__account_id=request.user.pk,
    )
    payment = own.select_related("application").first()
    if payment is None:
        raise Http404("no such attempt")
    return payment


def _places(request: HttpRequest, public_id: uuid.UUID) -> Places:
    sample = uuid.UUID(int=0)
    paid, back = (
        request.build_absolute_uri(reverse(name, args=[public_id, sample])).replace(
            str(sample), "{attempt}"
        )
        for name in ("payments:return", "payments:back")
    )
    return Places(paid=paid, back=back)


def _send_off(payment: Payment) -> HttpResponse:
    """Send the payer to the provider; a method without an address shows its own instructions on the page."""
    if not payment.address:
        return redirect("payments:pay", payment.application.public_id)
    return HttpResponseRedirect(payment.address, status=HTTPStatus.SEE_OTHER)


def _show(
    request: HttpRequest,
    application: Application,
    *,
    error: str = "",
    chosen: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = pay_context(application, reader_language(), chosen) | {"error": error}
    response = render(request, "portal/payments/pay.html", context, status=status)
    if origins := context["origins"]:  # where the form of this page may lead, and of no other
        response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own
    return response


def _refuse(
    request: HttpRequest,
    application: Application,
    text: str,
    chosen: str,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    return _show(request, application, error=text, chosen=chosen, status=status)


def _wait(request: HttpRequest, payment: Payment) -> HttpResponse:
    context = {
        "title": _("We are checking your payment"),
        "texts": [
            _("The payment service has not confirmed it yet. You need not pay again."),
            _("We look again by ourselves and write to you as soon as it is confirmed."),
        ],
        "action_url": reverse("wizards:application", args=[payment.application.public_id]),
        "action_text": _("Go to the application"),
    }
    return render(request, "components/plain_page.html", context, status=HTTPStatus.ACCEPTED)
