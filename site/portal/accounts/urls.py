"""Addresses of the account page and what is asked from it, below /account/; allauth's own stand beside them."""

from django.urls import path

from portal.accounts import contact_views, document_views, roster_views, views

urlpatterns = [
    path("", views.show_dashboard, name="dashboard"),
    path("record/", views.register, name="register_record"),
    path("contact/", contact_views.change_contact_details, name="contact_details"),
    path("roster/", roster_views.show_roster, name="roster"),
    path("roster/export/", roster_views.export_roster, name="export_roster"),
    path("documents/", document_views.show_files, name="files"),
    path("documents/<uuid:public_id>/change/", document_views.change_file, name="change_file"),
    path("documents/<uuid:public_id>/remove/", document_views.remove_file, name="remove_file"),
    path("documents/<uuid:public_id>/", document_views.download_file, name="own_file"),
    path("files/<uuid:public_id>/", roster_views.show_job, name="export_job"),
    path("files/<uuid:public_id>/file/", roster_views.download_job, name="export_file"),
    path("files/<uuid:public_id>/cancel/", roster_views.cancel_export, name="cancel_export"),
    path("published-name/", views.choose_name, name="choose_published_name"),
]
