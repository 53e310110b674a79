"""The addresses of this plugin, by the slug that it declares."""

from django.urls import path
from django.views.generic.base import RedirectView

from portal_plugins.credential_lookup.views import draw_qr, verify

URLS = {
    "verify": [
        path("", RedirectView.as_view(url="/look-up/"), name="search"),
        path("<str:typed>/", verify, name="verify"),
        path("<str:number>/qr.svg", draw_qr, name="qr"),
    ]
}
