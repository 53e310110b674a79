"""Addresses of the builder's own pages, beside those of its snippet."""

from django.urls import path

from portal.casework.building.begin import BeginView
from portal.casework.building.publish import PublishView
from portal.casework.building.state import StateView

app_name = "building"

urlpatterns = [
    path("begin/", BeginView.as_view(), name="begin"),
    path("<int:pk>/publish/", PublishView.as_view(), name="publish"),
    path("<int:pk>/state/", StateView.as_view(), name="state"),
]
