"""An application's page: answers beside the record, what approval would do, and who may look."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.records.applications.models import Application
from portal.records.credentials.models import CredentialEvent
from portal.users.models import User
from tests.factories.applications import make_application, make_draft
from tests.integration.portal.casework.conftest import QUEUE, browser_of, closed_status, file_url


@pytest.mark.parametrize("role", ["specialist", "supervisor", "registry_verifier", "admin"])
def test_file_is_open_to(
    role: str, as_role: Callable[[str], Client], application: Application
) -> None:
    assert as_role(role).get(file_url(application)).status_code == 200


@pytest.mark.parametrize(
    "role",
    ["applicant", "other_applicant", "fiscal_clerk", "editor", "district_officer", "analyst"],
)
def test_file_is_closed_to(
    role: str, as_role: Callable[[str], Client], application: Application
) -> None:
    response = as_role(role).get(file_url(application))

    assert response.status_code == closed_status(role)
    assert b"Maren" not in response.content


def test_draft_is_nobodys_business(staff: Client, applicant: User) -> None:
    assert staff.get(file_url(make_draft(applicant))).status_code == 404


def test_unknown_application_is_not_found(staff: Client) -> None:
    assert staff.get(f"{QUEUE}{uuid4()}/").status_code == 404


def test_answers_stand_beside_the_record_with_differences_marked(
    staff: Client, applicant: User
) -> None:
    application = make_application(applicant, last_name="Sundry", email="new@example.org")

    page = " ".join(staff.get(file_url(application)).content.decode().split())

    assert "Sundry</span>" in page
    assert "On record: Okafor-Lind" in page
    assert "As on record" in page
    assert "Nothing on record" in page
    assert "6 answers differ from the record." in page


def test_page_says_what_approval_would_do_and_what_not(staff: Client, applicant: User) -> None:
    application = make_application(applicant, last_name="Sundry", email="new@example.org")
    number, expires_on = application.credential.number, application.credential.expires_on

    page = staff.get(file_url(application)).content.decode()

    assert f"Certificate {number} is extended and then expires on" in page
    assert str(expires_on.year + 5) in page
    assert "Email address: “new@example.org”; nothing is on record" in page
    assert "Last name: “Sundry” in place of “Okafor-Lind”" in page


def test_credentials_show_the_status_that_staff_know(
    staff: Client, application: Application
) -> None:
    CredentialEvent.objects.create(
        credential=application.credential,
        kind=CredentialEvent.Kind.SUSPENDED,
        effective_on=timezone.localdate(),
        is_final=False,
        recorded_at=timezone.now(),
    )

    assert b"suspended" in staff.get(file_url(application)).content


def test_timeline_names_the_applicant_and_colleagues(
    staff: Client, application: Application, specialist: User
) -> None:
    staff.post(file_url(application, "take-up"))

    page = staff.get(file_url(application)).content.decode()

    assert "Application submitted" in page
    assert "A specialist took up the application" in page
    assert f", {specialist.username}" in page


def test_decided_file_shows_the_decision_and_no_form(
    staff: Client, application: Application, specialist: User
) -> None:
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="The degree was not conferred.",
        decided_by_id=specialist.pk,
        at=timezone.now() + timedelta(seconds=1),
    )

    page = staff.get(file_url(application)).content.decode()

    assert "The degree was not conferred." in page
    assert f"This application no longer keeps certificate {application.credential.number}" in page
    assert file_url(application, "decide") not in page


def test_who_may_not_decide_gets_no_form(registry_verifier: User, application: Application) -> None:
    page = browser_of(registry_verifier).get(file_url(application)).content.decode()

    assert "Your role does not decide this application." in page
    assert file_url(application, "decide") not in page


def test_what_applicants_type_is_escaped(staff: Client, applicant: User) -> None:
    application = make_application(applicant, address_line="<script>alert(1)</script>")

    assert b"<script>alert(1)" not in staff.get(file_url(application)).content


def test_page_is_never_stored(staff: Client, application: Application) -> None:
    assert "no-store" in staff.get(file_url(application))["Cache-Control"]
