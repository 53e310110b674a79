"""Addresses of the account page and registration, below /account/; allauth's own stand beside them."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("", views.show_dashboard, name="dashboard"),
    path("record/", views.register, name="register_record"),
]
