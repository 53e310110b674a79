"""Addresses of the account page and what is asked from it, below /account/; allauth's own stand beside them."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("", views.show_dashboard, name="dashboard"),
    path("record/", views.register, name="register_record"),
    path("published-name/", views.choose_name, name="choose_published_name"),
]
