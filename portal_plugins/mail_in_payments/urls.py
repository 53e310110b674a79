"""The addresses of this plugin, by the slug that it declares."""

from django.urls import path

from portal_plugins.mail_in_payments.views import draw_code, print_slip, show_slip

URLS = {
    "remittance": [
        path("<uuid:attempt>/", show_slip, name="slip"),
        path("<uuid:attempt>/code.svg", draw_code, name="code"),
        path("<uuid:attempt>/slip.pdf", print_slip, name="slip_pdf"),
    ]
}
