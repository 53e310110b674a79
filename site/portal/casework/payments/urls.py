"""Addresses of payments, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.payments.finance import DifferencesView, LedgerView, MonthsView
from portal.casework.payments.handing_in import HandInReportView
from portal.casework.payments.refunds import (
    DecideRefundView,
    PaymentView,
    ReceiptView,
    RequestRefundView,
)
from portal.casework.payments.settlements import (
    DiscardReportView,
    FaultyLinesView,
    RecordReportView,
    SettlementReportView,
    SettlementsView,
)
from portal.casework.payments.views import OverviewView, ReconcileView, SettleView
from portal.casework.payments.vouchers import SendVoucherView, VouchersView

app_name = "staff_payments"

settlements_urlpatterns = (
    [
        path("", SettlementsView.as_view(), name="list"),
        path("results/", SettlementsView.as_view(results_only=True), name="list_results"),
        path("new/", HandInReportView.as_view(), name="new"),
        path("<uuid:public_id>/", SettlementReportView.as_view(), name="report"),
        path("<uuid:public_id>/errors.csv", FaultyLinesView.as_view(), name="errors"),
        path("<uuid:public_id>/record/", RecordReportView.as_view(), name="record"),
        path("<uuid:public_id>/discard/", DiscardReportView.as_view(), name="discard"),
    ],
    "settlements",
)

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("reconcile/", ReconcileView.as_view(), name="reconcile"),
    path("exceptions/<int:issue_id>/settle/", SettleView.as_view(), name="settle"),
    path("refunds/<int:refund_id>/decide/", DecideRefundView.as_view(), name="decide_refund"),
    path("differences/", DifferencesView.as_view(), name="differences"),
    path("months/", MonthsView.as_view(), name="months"),
    path("ledger/", LedgerView.as_view(), name="ledger"),
    path("vouchers/", VouchersView.as_view(), name="vouchers"),
    path("vouchers/<int:refund_id>/send/", SendVoucherView.as_view(), name="send_voucher"),
    path("<uuid:public_id>/", PaymentView.as_view(), name="payment"),
    path("<uuid:public_id>/receipt.pdf", ReceiptView.as_view(), name="receipt"),
    path("<uuid:public_id>/refund/", RequestRefundView.as_view(), name="request_refund"),
]
