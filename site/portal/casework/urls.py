"""Addresses of the staff screens, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.views.bulk import (
    HandOverView,
    RejectItemsView,
    ReleaseView,
    TakeUpTickedView,
    VerifyItemsView,
)
from portal.casework.views.decision import DecideView, FindEligibleView, TakeUpView
from portal.casework.views.documents import (
    AcceptDocumentView,
    DocumentFileView,
    DocumentPageView,
    DocumentView,
    RejectDocumentView,
    ReleaseDocumentView,
    ScanAgainView,
)
from portal.casework.views.evidence import RejectItemView, VerifyItemView
from portal.casework.views.file import FileView
from portal.casework.views.funnels import FunnelsView, FunnelView
from portal.casework.views.jobs import CancelJobView, DownloadView, ExportView, JobView
from portal.casework.views.moves import MoveDraftsView
from portal.casework.views.offering import OfferAgainView
from portal.casework.views.private import PrivateAnswersView
from portal.casework.views.queue import QueueView
from portal.casework.views.report import ReportView
from portal.casework.views.saved import DeleteFilterView, SaveFilterView
from portal.casework.views.schedule import FeeScheduleView
from portal.casework.views.ssns import ReadSSNView

app_name = "casework"
DOCUMENT = "<uuid:public_id>/documents/<int:use_id>"

jobs_urlpatterns = (
    [
        path("export/", ExportView.as_view(), name="export"),
        path("<uuid:public_id>/", JobView.as_view(), name="job"),
        path("<uuid:public_id>/file/", DownloadView.as_view(), name="file"),
        path("<uuid:public_id>/cancel/", CancelJobView.as_view(), name="cancel"),
    ],
    "casework_jobs",
)

filters_urlpatterns = (
    [
        path("<str:listing>/", SaveFilterView.as_view(), name="save"),
        path("<str:listing>/<int:key>/delete/", DeleteFilterView.as_view(), name="delete"),
    ],
    "casework_filters",
)

reports_urlpatterns = (
    [path("<slug:name>/", ReportView.as_view(), name="report")],
    "casework_reports",
)

items_urlpatterns = (
    [
        path("<slug:kind>/verify/", VerifyItemsView.as_view(), name="verify"),
        path("<slug:kind>/reject/", RejectItemsView.as_view(), name="reject"),
    ],
    "casework_items",
)

versions_urlpatterns = (
    [
        path("<int:pk>/move-drafts/", MoveDraftsView.as_view(), name="move_drafts"),
        path("<int:pk>/offer-again/", OfferAgainView.as_view(), name="offer_again"),
    ],
    "casework_versions",
)

funnels_urlpatterns = (
    [
        path("", FunnelsView.as_view(), name="list"),
        path("<int:pk>/", FunnelView.as_view(), name="one"),
    ],
    "casework_funnels",
)

fees_urlpatterns = (
    [path("", FeeScheduleView.as_view(), name="schedule")],
    "casework_fees",
)

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("take-up/", TakeUpTickedView.as_view(), name="take_up_ticked"),
    path("release/", ReleaseView.as_view(), name="release_ticked"),
    path("hand-over/", HandOverView.as_view(), name="hand_over_ticked"),
    path("results/", QueueView.as_view(results_only=True), name="queue_results"),
    path("<uuid:public_id>/", FileView.as_view(), name="file"),
    path("<uuid:public_id>/take-up/", TakeUpView.as_view(), name="take_up"),
    path("<uuid:public_id>/eligible/", FindEligibleView.as_view(), name="find_eligible"),
    path("<uuid:public_id>/decide/", DecideView.as_view(), name="decide"),
    path("<uuid:public_id>/ssn/<uuid:reference>/", ReadSSNView.as_view(), name="ssn"),
    path("<uuid:public_id>/private/", PrivateAnswersView.as_view(), name="private"),
    path(f"{DOCUMENT}/", DocumentView.as_view(), name="document"),
    path(f"{DOCUMENT}/page/", DocumentPageView.as_view(), name="document_page"),
    path(f"{DOCUMENT}/file/", DocumentFileView.as_view(), name="document_file"),
    path(f"{DOCUMENT}/scan/", ScanAgainView.as_view(), name="scan_document"),
    path(f"{DOCUMENT}/release/", ReleaseDocumentView.as_view(), name="release_document"),
    path(f"{DOCUMENT}/accept/", AcceptDocumentView.as_view(), name="accept_document"),
    path(f"{DOCUMENT}/reject/", RejectDocumentView.as_view(), name="reject_document"),
    path(
        "<uuid:public_id>/evidence/<slug:kind>/<int:item_id>/verify/",
        VerifyItemView.as_view(),
        name="verify_item",
    ),
    path(
        "<uuid:public_id>/evidence/<slug:kind>/<int:item_id>/reject/",
        RejectItemView.as_view(),
        name="reject_item",
    ),
]
