"""Addresses of the overview, below the Wagtail admin's own."""

from django.urls import path

from config.overview.views import ArchiveView, OverviewView, SwitchView

app_name = "overview"

urlpatterns = [
    path("", OverviewView.as_view(), name="plugins"),
    path("switch/", SwitchView.as_view(), name="switch"),
    path("archive/", ArchiveView.as_view(), name="archive"),
]
