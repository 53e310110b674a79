"""Addresses of paying: those of an application, and those to which providers send notices."""

from django.urls import path

from portal.payments.receipt_views import print_receipt, show_receipt
from portal.payments.receiving import receive_notice
from portal.payments.sandbox_views import choose
from portal.payments.views import come_back, go_back, pay

app_name = "payments"

urlpatterns = [
    path("applications/<uuid:public_id>/pay/", pay, name="pay"),
    path("applications/<uuid:public_id>/pay/<uuid:attempt>/return/", come_back, name="return"),
    path("applications/<uuid:public_id>/pay/<uuid:attempt>/back/", go_back, name="back"),
    path("applications/<uuid:public_id>/pay/<uuid:attempt>/sandbox/", choose, name="sandbox"),
    path("applications/<uuid:public_id>/receipts/<slug:number>/", show_receipt, name="receipt"),
    path(
        "applications/<uuid:public_id>/receipts/<slug:number>/receipt.pdf",
        print_receipt,
        name="receipt_pdf",
    ),
]
webhook_urlpatterns = [
    path("webhooks/<slug:plugin_id>/<slug:name>/", receive_notice, name="webhook"),
]
