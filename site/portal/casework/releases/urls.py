"""Addresses of releases, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.releases.planning import NewReleaseView
from portal.casework.releases.views import (
    ReleaseNowView,
    ReleasesView,
    ReleaseView,
    WithdrawView,
)

app_name = "releases"

urlpatterns = [
    path("", ReleasesView.as_view(), name="list"),
    path("results/", ReleasesView.as_view(results_only=True), name="list_results"),
    path("new/", NewReleaseView.as_view(), name="new"),
    path("<uuid:public_id>/", ReleaseView.as_view(), name="release"),
    path("<uuid:public_id>/release/", ReleaseNowView.as_view(), name="release_now"),
    path("<uuid:public_id>/withdraw/", WithdrawView.as_view(), name="withdraw"),
]
