"""Addresses of mailed payments, below the Wagtail admin's own."""

from django.urls import path

from portal.casework.receiving.batches import (
    BatchesView,
    BatchView,
    CloseView,
    CountAgainView,
    DiscardView,
    DropView,
    NewBatchView,
)
from portal.casework.receiving.items import (
    ApplyView,
    BounceView,
    ItemView,
    ReturnView,
    WaitingView,
)

app_name = "receiving"

urlpatterns = [
    path("", BatchesView.as_view(), name="list"),
    path("results/", BatchesView.as_view(results_only=True), name="list_results"),
    path("new/", NewBatchView.as_view(), name="new"),
    path("waiting/", WaitingView.as_view(), name="waiting"),
    path("waiting/results/", WaitingView.as_view(results_only=True), name="waiting_results"),
    path("<int:batch_id>/", BatchView.as_view(), name="batch"),
    path("<int:batch_id>/count/", CountAgainView.as_view(), name="count"),
    path("<int:batch_id>/close/", CloseView.as_view(), name="close"),
    path("<int:batch_id>/discard/", DiscardView.as_view(), name="discard"),
    path("<int:batch_id>/items/<int:item_id>/drop/", DropView.as_view(), name="drop"),
    path("items/<int:item_id>/", ItemView.as_view(), name="item"),
    path("items/<int:item_id>/apply/", ApplyView.as_view(), name="apply"),
    path("items/<int:item_id>/return/", ReturnView.as_view(), name="return"),
    path("items/<int:item_id>/bounce/", BounceView.as_view(), name="bounce"),
]
