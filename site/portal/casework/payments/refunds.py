"""The page of one payment with its entries in the ledger, its receipt and refunds: asked by one, decided by another."""

from __future__ import annotations

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.payments.access import PaymentsGuard
from portal.casework.permissions import VIEW_FILE
from portal.definitions.texts import reader_language
from portal.papers.sheets import answer_with
from portal.payments.describing import title_of
from portal.payments.receipts import as_sheet, describe_receipt
from portal.payments.refunding import (
    REQUEST,
    RefundNotAllowedError,
    RefundRefusedError,
    askable_cents,
    decide_refund,
    request_refund,
    requested_cents,
)
from portal.payments.wording import dollars
from portal.records.ledger.entries import Refund
from portal.records.ledger.paying import Payment

__all__ = ["DecideRefundView", "PaymentView", "ReceiptView", "RequestRefundView"]

AMOUNT = re.compile(r"\$?(\d{1,6})(?:\.(\d\d))?")


class PaymentPage(PaymentsGuard):
    """A view of one payment."""

    kwargs: dict[str, Any]

    @cached_property
    def payment(self) -> Payment:
        """Return the payment in the address; raise Http404."""
        rows = Payment.objects.select_related(
            "application__person", "application__version", "receipt", "surplus"
        )
        found = rows.filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404("no such payment")
        return found


class PaymentView(PaymentPage, WagtailAdminTemplateMixin, TemplateView):
    """Shows a payment, what the ledger has of it, and its refunds."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/payments/payment.html"
    header_icon = "calendar-check"

    def get_page_title(self) -> str:
        """Return the reference of what it is for: all that a phone has room for."""
        return str(self.payment.application.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the overview."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the payment with its history."""
        payment, person = self.payment, self.payment.application.holder
        left, waiting = askable_cents(payment), requested_cents(payment)
        entries = payment.entries.order_by("id")
        context: dict[str, Any] = super().get_context_data(
            payment=payment,
            method=title_of(payment.method, reader_language()),
            payer=f"{person.first_name} {person.last_name}",
            may_open_file=self.actor.has_perm(VIEW_FILE),
            amount=dollars(payment.amount_cents),
            refunded=dollars(payment.refunded_cents) if payment.refunded_cents else "",
            disputed=dollars(payment.disputed_cents) if payment.disputed_cents else "",
            left=dollars(left),
            waiting=dollars(waiting) if waiting else "",
            may_request=left > 0 and self.actor.has_perm(REQUEST),
            entries=[{"entry": each, "amount": dollars(each.cents)} for each in entries],
            refunds=[
                {"refund": each, "amount": dollars(each.cents)}
                for each in payment.refunds.select_related("requested_by", "decided_by")
            ],
            **kwargs,
        )
        return context


class ReceiptView(PaymentPage, View):
    """Answers with the receipt of a payment as a PDF, in the language in which its reader works."""

    http_method_names = ["get", "head", "options"]

    def get(self, _request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Draw it; nothing is kept by a cache."""
        receipt = getattr(self.payment, "receipt", None)
        if receipt is None:
            raise Http404("nothing was received")
        language = reader_language()
        sheet = as_sheet(describe_receipt(receipt, language), language)
        response = answer_with(sheet, file_name=f"receipt-{receipt.number}.pdf")
        add_never_cache_headers(response)
        return response


class RequestRefundView(PaymentView):
    """Asks for a refund, by a POST; what cannot be asked for stands in the form as it was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Ask, and show the payment again."""
        typed = AMOUNT.fullmatch(request.POST.get("amount", "").strip())
        cents = int(typed[1]) * 100 + int(typed[2] or 0) if typed else 0
        try:
            request_refund(
                payment_id=self.payment.pk,
                cents=cents,
                reason=request.POST.get("reason", ""),
                by_id=self.actor.pk,
                at=timezone.now(),
            )
        except RefundNotAllowedError:
            messages.error(request, _("You may not ask for this refund."))
        except RefundRefusedError:
            text = _("Type an amount up to %(left)s, like 50.00, and a reason.")
            error = text % {"left": dollars(askable_cents(self.payment))}
            context = self.get_context_data(error=error, typed=request.POST)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        else:
            messages.success(request, _("The refund waits for a second person."))
        return redirect("staff_payments:payment", public_id)


class DecideRefundView(PaymentsGuard, View):
    """Approves or refuses what somebody else asked for, by a POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, refund_id: int) -> HttpResponse:
        """Decide, and say what became of it."""
        approve = request.POST.get("decision") == "approve"
        try:
            refund = decide_refund(
                refund_id=refund_id, approve=approve, by_id=self.actor.pk, at=timezone.now()
            )
        except Refund.DoesNotExist as error:
            raise Http404 from error
        except RefundNotAllowedError:
            messages.error(request, _("Another person than the one who asked has to decide."))
        except RefundRefusedError:
            messages.error(request, _("It was decided before, or there is not so much left."))
        else:
            messages.success(request, str(refund.Status(refund.status).label).capitalize())
        return redirect("staff_payments:overview")
