"""The addresses of this plugin, by the slug that it declares."""

from django.urls import path, reverse_lazy
from django.views.generic.base import RedirectView

from portal_plugins.credential_lookup.views import draw_qr, verify

LOOK_UP = reverse_lazy("wagtail_serve", args=["look-up/"])
URLS = {
    "verify": [
        path("", RedirectView.as_view(url=LOOK_UP), name="search"),
        path("<str:typed>/", verify, name="verify"),
        path("<str:number>/qr.svg", draw_qr, name="qr"),
    ]
}
