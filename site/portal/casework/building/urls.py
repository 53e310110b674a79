"""Addresses of the builder's own pages, beside those of its snippet."""

from django.urls import path

from portal.casework.building.begin import BeginView
from portal.casework.building.map import MapView
from portal.casework.building.merge import MergeView
from portal.casework.building.preview import PreviewView
from portal.casework.building.publish import ExpectAnewView, ForgetScenarioView, PublishView
from portal.casework.building.state import StateView

app_name = "building"

urlpatterns = [
    path("begin/", BeginView.as_view(), name="begin"),
    path("<int:pk>/publish/", PublishView.as_view(), name="publish"),
    path("<int:pk>/map/", MapView.as_view(), name="map"),
    path("<int:pk>/forget-scenario/", ForgetScenarioView.as_view(), name="forget_scenario"),
    path("<int:pk>/expect-anew/", ExpectAnewView.as_view(), name="expect_anew"),
    path("<int:pk>/merge/", MergeView.as_view(), name="merge"),
    path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
    path("<int:pk>/state/", StateView.as_view(), name="state"),
]
