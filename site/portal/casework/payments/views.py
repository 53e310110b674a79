"""The overview of payments: what waits for somebody, what was reconciled last, and which ways to pay work."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.payments.access import PaymentsGuard
from portal.definitions.texts import reader_language
from portal.payments.describing import describe
from portal.payments.findings import tell_findings
from portal.payments.issues import IssueSettledError, settle_issue
from portal.payments.methods import known_methods, list_methods
from portal.payments.overdue import is_overdue
from portal.payments.own import OwnPaymentError
from portal.payments.reconciling import reconcile
from portal.payments.refunding import APPROVE
from portal.payments.searching import find_payments
from portal.payments.wording import dollars
from portal.records.ledger.entries import Refund
from portal.records.ledger.paying import PaymentIssue
from portal.records.ledger.queries import get_last_reconciliation
from portal.records.ledger.states import RefundStatus

__all__ = ["OverviewView", "ReconcileView", "SettleView"]

SHOWN = 100


class OverviewView(PaymentsGuard, WagtailAdminTemplateMixin, TemplateView):
    """Shows what a person has to decide, oldest first."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/payments/overview.html"
    page_title = gettext_lazy("Payments")
    header_icon = "calendar-check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the lists, each bounded."""
        issues = PaymentIssue.objects.filter(settled_at=None).order_by("id")
        refunds = Refund.objects.filter(
            status__in=[RefundStatus.REQUESTED, RefundStatus.APPROVED]
        ).order_by("id")
        last = get_last_reconciliation()
        ready, quoted = list_methods(), self.request.GET.get("quoted", "").strip()[:100]
        context: dict[str, Any] = super().get_context_data(
            issues=[
                {"issue": issue, "amount": dollars(issue.cents) if issue.cents else ""}
                for issue in issues.select_related("payment__application")[:SHOWN]
            ],
            refunds=[
                {
                    "refund": refund,
                    "amount": dollars(refund.cents),
                    "may_decide": self.actor.has_perm(APPROVE)
                    and refund.requested_by_id != self.actor.pk
                    and refund.status == RefundStatus.REQUESTED,
                }
                for refund in refunds.select_related("payment__application", "requested_by")[:SHOWN]
            ],
            quoted=quoted,
            found=[
                {"payment": each, "amount": dollars(each.amount_cents)}
                for each in find_payments(quoted)
            ],
            last=last,
            is_overdue=last is not None and is_overdue(last, at=timezone.now()),
            findings=list(tell_findings(last.counts)) if last else [],
            methods=[
                {
                    "key": method.key,
                    "described": describe(method, reader_language()),
                    "is_ready": method in ready,
                }
                for method in known_methods()
            ],
            **kwargs,
        )
        return context


class SettleView(PaymentsGuard, View):
    """Notes what was done about an exception, by a POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, issue_id: int) -> HttpResponse:
        """Settle, and go back to the list."""
        note = request.POST.get("note", "")
        try:
            settle_issue(issue_id=issue_id, note=note, by_id=self.actor.pk, at=timezone.now())
        except PaymentIssue.DoesNotExist as error:
            raise Http404 from error
        except IssueSettledError:
            messages.error(request, _("Somebody has settled it before."))
        except OwnPaymentError:
            messages.error(
                request, _("This is for your own application: a colleague has to do it.")
            )
        except ValueError:
            messages.error(request, _("Say what was done."))
        else:
            messages.success(request, _("Settled."))
        return redirect("staff_payments:overview")


class ReconcileView(PaymentsGuard, View):
    """Compares providers and ledger now, by a POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compare, and show what was found."""
        reconcile(at=timezone.now())
        messages.success(request, _("Providers, ledger and applications were compared."))
        return redirect("staff_payments:overview")
