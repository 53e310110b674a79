"""The receipt of a payment, as a page and as a PDF: the payer's own alone, and kept by no cache."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.definitions.texts import reader_language
from portal.papers.sheets import answer_with
from portal.payments.receipts import ReceiptInWords, as_sheet, describe_receipt
from portal.payments.views import get_own
from portal.records.applications.models import Application
from portal.records.ledger.entries import Receipt

__all__ = ["print_receipt", "show_receipt"]


@never_cache
@require_safe
@login_required
def show_receipt(request: HttpRequest, public_id: uuid.UUID, number: str) -> HttpResponse:
    """Show a receipt, with the way to its PDF."""
    application, receipt = _find(request, public_id, number)
    context = {"application": application, "receipt": receipt}
    return render(request, "portal/payments/receipt.html", context)


@never_cache
@require_safe
@login_required
def print_receipt(request: HttpRequest, public_id: uuid.UUID, number: str) -> HttpResponse:
    """Answer with a receipt as a PDF."""
    _application, receipt = _find(request, public_id, number)
    return answer_with(as_sheet(receipt, _language()), file_name=f"receipt-{receipt.number}.pdf")


def _find(
    request: HttpRequest, public_id: uuid.UUID, number: str
) -> tuple[Application, ReceiptInWords]:
    application = get_own(request, public_id)
    rows = Receipt.objects.filter(payment__application=application, number=number)
    receipt = rows.select_related("payment__application__person").first()
    if receipt is None:
        raise Http404("no such receipt")
    receipt.payment.application.version = application.version
    return application, describe_receipt(receipt, _language())


def _language() -> str:
    return reader_language()
