"""Refunds that leave by voucher: those that wait, with the file for the fiscal office, and those that were sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.payments.access import PaymentsGuard
from portal.casework.payments.exports import VOUCHERS
from portal.payments.refunding import RefundNotAllowedError, RefundRefusedError
from portal.payments.vouchers import (
    SEND,
    VoucherDayError,
    VoucherNumberError,
    VoucherTakenError,
    list_sent,
    list_waiting,
    send_voucher,
)
from portal.payments.wording import dollars
from portal.records.ledger.entries import Refund

__all__ = ["SendVoucherView", "VouchersView"]

SHOWN = 100


class VoucherForm(forms.Form):
    """The number of the voucher, and the day on which it left."""

    number = forms.CharField(label=gettext_lazy("Number of the voucher"), max_length=40)
    posted_on = forms.DateField(
        label=gettext_lazy("Left on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class VouchersView(PaymentsGuard, WagtailAdminTemplateMixin, TemplateView):
    """Lists what waits, oldest first, and what was sent last."""

    permissions: ClassVar[tuple[str, ...]] = (SEND,)
    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/payments/vouchers.html"
    page_title = gettext_lazy("Refunds by voucher")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the overview."""
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both lists, each bounded; the refund that was refused keeps its form with the reason."""
        refused: tuple[int, VoucherForm] | None = kwargs.pop("refused", None)
        today = timezone.localdate()
        waiting = [
            {
                "refund": each,
                "amount": dollars(each.cents),
                "person": each.payment.application.person,
                "form": refused[1]
                if refused and refused[0] == each.pk
                else VoucherForm(initial={"posted_on": today}, prefix=f"refund-{each.pk}"),
            }
            for each in list_waiting()[:SHOWN]
        ]
        context: dict[str, Any] = super().get_context_data(
            waiting=waiting,
            sent=[{"refund": each, "amount": dollars(each.cents)} for each in list_sent()[:SHOWN]],
            export=VOUCHERS,
            parameters={},
            **kwargs,
        )
        return context


class SendVoucherView(VouchersView):
    """Records that a voucher was sent, by a POST."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, refund_id: int) -> HttpResponse:
        """Record it, or say beside the field what is wrong."""
        form = VoucherForm(request.POST, prefix=f"refund-{refund_id}")
        if form.is_valid() and self._send(request, refund_id, form):
            return redirect("staff_payments:vouchers")
        context = self.get_context_data(refused=(refund_id, form))
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def _send(self, request: HttpRequest, refund_id: int, form: VoucherForm) -> bool:
        """Return whether there is nothing to put right in the form."""
        try:
            send_voucher(
                refund_id=refund_id, by_id=self.actor.pk, at=timezone.now(), **form.cleaned_data
            )
        except Refund.DoesNotExist as error:
            raise Http404("no such refund") from error
        except VoucherNumberError:
            form.add_error("number", _("A number has 3 to 39 letters, digits and hyphens."))
        except VoucherTakenError:
            form.add_error("number", _("A voucher of this number left for another refund."))
        except VoucherDayError:
            form.add_error("posted_on", _("It left after it was approved, and not after today."))
        except RefundNotAllowedError:
            messages.error(request, _("You may not send this voucher."))
        except RefundRefusedError:
            messages.error(request, _("It does not wait any more. This is how it stands."))
        else:
            messages.success(request, _("The voucher is recorded as sent."))
        return form.is_valid()
