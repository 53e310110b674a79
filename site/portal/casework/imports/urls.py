"""Addresses of imports, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.imports.acts import CheckAgainView, ConfirmView, DiscardView
from portal.casework.imports.handing_in import HandInView
from portal.casework.imports.matching import MatchingView
from portal.casework.imports.report import (
    ErrorsView,
    ImportsView,
    ProgressView,
    ReportView,
)

app_name = "imports"

urlpatterns = [
    path("", ImportsView.as_view(), name="list"),
    path("results/", ImportsView.as_view(results_only=True), name="list_results"),
    path("new/", HandInView.as_view(), name="new"),
    path("<uuid:public_id>/", ReportView.as_view(), name="report"),
    path("<uuid:public_id>/progress/", ProgressView.as_view(), name="progress"),
    path("<uuid:public_id>/errors.csv", ErrorsView.as_view(), name="errors"),
    path("<uuid:public_id>/matching/", MatchingView.as_view(), name="matching"),
    path("<uuid:public_id>/confirm/", ConfirmView.as_view(), name="confirm"),
    path("<uuid:public_id>/check-again/", CheckAgainView.as_view(), name="check_again"),
    path("<uuid:public_id>/discard/", DiscardView.as_view(), name="discard"),
]
