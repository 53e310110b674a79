"""Addresses of services and applications; they do not depend on the names of pages."""

from django.urls import path, re_path

from portal.wizards.addresses import REVIEW, SUBMITTED
from portal.wizards.answering import answer_link
from portal.wizards.autosave import autosave
from portal.wizards.availability import unless_unavailable
from portal.wizards.forms import ReviewForm
from portal.wizards.overview import show_application
from portal.wizards.replacing import replace_file
from portal.wizards.requesting import ask_again, name_another
from portal.wizards.resuming import lost_link, mail_another, open_link, stop_here
from portal.wizards.running import StepView
from portal.wizards.starting import start_service

app_name = "wizards"

run_step = unless_unavailable(
    StepView.as_view([(REVIEW, ReviewForm)], url_name="wizards:step", done_step_name=SUBMITTED)
)

urlpatterns = [
    re_path(r"^services/(?P<service_key>[a-z0-9_.]+)/start/\Z", start_service, name="start"),
    path("applications/<uuid:public_id>/", show_application, name="application"),
    path(
        "applications/<uuid:public_id>/documents/<int:use_id>/replace/",
        replace_file,
        name="replace_file",
    ),
    path(
        "applications/<uuid:public_id>/requests/<int:request_id>/again/",
        ask_again,
        name="ask_again",
    ),
    path(
        "applications/<uuid:public_id>/requests/<int:request_id>/replace/",
        name_another,
        name="name_another",
    ),
    re_path(r"^asked/(?P<token>[\w-]{20,100})/\Z", answer_link, name="answer_link"),
    path("come-back/", lost_link, name="lost_link"),
    re_path(r"^come-back/(?P<token>[\w-]{20,100})/\Z", open_link, name="open_link"),
    re_path(r"^come-back/(?P<token>[\w-]{20,100})/again/\Z", mail_another, name="mail_another"),
    path("applications/<uuid:public_id>/come-back/", stop_here, name="stop_here"),
    path("applications/<uuid:public_id>/<slug:step>/", run_step, name="step"),
    path("applications/<uuid:public_id>/<slug:step>/autosave/", autosave, name="autosave"),
]
