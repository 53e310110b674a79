"""Addresses of payments, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.payments.refunds import DecideRefundView, PaymentView, RequestRefundView
from portal.casework.payments.views import OverviewView, ReconcileView, SettleView

app_name = "staff_payments"

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("reconcile/", ReconcileView.as_view(), name="reconcile"),
    path("exceptions/<int:issue_id>/settle/", SettleView.as_view(), name="settle"),
    path("refunds/<int:refund_id>/decide/", DecideRefundView.as_view(), name="decide_refund"),
    path("<uuid:public_id>/", PaymentView.as_view(), name="payment"),
    path("<uuid:public_id>/refund/", RequestRefundView.as_view(), name="request_refund"),
]
