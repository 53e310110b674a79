"""The run of a wizard through its pages: forward, back, change, conditions, read-back, submit."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from portal.lifecycle.decisions import decide_application
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application, StepAnswers, TimelineEvent
from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import CredentialEvent
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.integration.portal.wizards.conftest import START, Renewal


def test_run_from_start_to_submit_gives_a_reference(renewal: Renewal) -> None:
    renewal.complete()

    response = renewal.submit()

    stored = renewal.stored()
    assert response["Location"] == renewal.url()
    assert stored.reference in renewal.get().content.decode()
    assert stored.stage == "submitted"
    assert stored.snapshot["answers"]["contact"]["address_town"] == "Hartford"


def test_submit_writes_everything_once(renewal: Renewal) -> None:
    renewal.complete()
    renewal.submit()

    number = renewal.application.pk
    assert TimelineEvent.objects.filter(application_id=number, kind="submitted").count() == 1
    assert AuditEvent.objects.filter(record_id=number, action="application.submitted").count() == 1
    assert OutboxMessage.objects.filter(dedup_key=f"application_submitted:{number}").count() == 1
    assert CredentialEvent.objects.filter(credential=renewal.credential, kind="filed").count() == 1


def test_submit_twice_answers_the_same(renewal: Renewal) -> None:
    renewal.complete()
    renewal.submit()
    first = renewal.stored()

    again = renewal.submit()

    assert again["Location"] == renewal.url()
    assert renewal.stored().reference == first.reference
    assert renewal.stored().submitted_at == first.submitted_at


def test_renew_from_a_certificate_has_it_chosen(renewal: Renewal) -> None:
    page = renewal.get("certificate").content.decode()

    assert f'value="{renewal.credential.number}"' in page
    assert "checked" in page


def test_contact_step_is_prefilled_from_the_record(renewal: Renewal) -> None:
    renewal.complete("certificate")

    page = renewal.get("contact").content.decode()

    assert 'value="Okafor-Lind"' in page
    assert StepAnswers.objects.filter(application=renewal.application).count() == 1


def test_first_missing_step_opens_instead_of_a_later_one(renewal: Renewal) -> None:
    for step in ("contact", "disclosures", "acknowledgment", "review"):
        assert renewal.get(step)["Location"] == renewal.url("certificate")
        assert renewal.post(step)["Location"] == renewal.url("certificate")
    rows = StepAnswers.objects.filter(application=renewal.application)
    assert not rows.exclude(answers={}, checked_at=None).exists()


def test_step_sent_while_an_earlier_one_became_incomplete_keeps_what_was_typed(
    renewal: Renewal,
) -> None:
    renewal.complete("certificate", "contact")
    renewal.application.step_answers.filter(step="contact").update(checked_at=None)

    sent = renewal.post("disclosures", convicted="yes")
    renewal.complete("contact")

    assert sent["Location"] == renewal.url("contact")
    page = renewal.get("disclosures").content.decode()
    assert re.search(r'name="disclosures-convicted"[^>]*value="yes"[^>]*checked', page)
    assert "It has not been checked yet" in page


def test_submit_without_answers_is_sent_to_the_first_step(renewal: Renewal) -> None:
    assert renewal.submit()["Location"] == renewal.url("certificate")
    assert renewal.stored().submitted_at is None


def test_yes_asks_for_a_statement_and_no_takes_it_back(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact")

    asked = renewal.post("disclosures", convicted="yes")
    renewal.answers["statement"] = {"explanation": "A fine in 2009, paid."}
    renewal.complete("statement", "acknowledgment")
    taken_back = renewal.post("disclosures", convicted="no")
    renewal.submit()

    assert asked["Location"] == renewal.url("statement")
    assert taken_back["Location"] == renewal.url("acknowledgment")
    assert "statement" not in renewal.stored().snapshot["answers"]
    assert renewal.stored().snapshot["steps"] == [
        "certificate",
        "contact",
        "disclosures",
        "acknowledgment",
    ]


def test_step_that_does_not_apply_cannot_be_opened_or_saved(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact", "disclosures")
    renewal.answers["statement"] = {"explanation": "Smuggled in."}

    assert renewal.get("statement")["Location"] == renewal.url()
    assert renewal.post("statement")["Location"] == renewal.url()
    assert not StepAnswers.objects.filter(step="statement").exists()


def test_back_keeps_what_was_typed_even_if_it_is_wrong(renewal: Renewal) -> None:
    renewal.complete("certificate")
    typed = renewal.data("contact", email="not an address", address_zip="")

    left = renewal.client.post(renewal.url("contact"), typed | {"wizard_goto_step": "certificate"})
    page = renewal.get("contact").content.decode()

    assert left["Location"] == renewal.url("certificate")
    assert 'value="not an address"' in page
    assert "It has not been checked yet" in page
    assert renewal.get("disclosures")["Location"] == renewal.url("contact")


def test_back_without_a_change_leaves_the_step_complete(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact")

    renewal.client.post(
        renewal.url("contact"), renewal.data("contact") | {"wizard_goto_step": "certificate"}
    )

    assert renewal.get("disclosures").status_code == 200


def test_save_for_later_goes_to_the_task_list(renewal: Renewal) -> None:
    response = renewal.client.post(
        renewal.url("certificate"), renewal.data("certificate") | {"wizard_goto_step": ""}
    )

    assert response["Location"] == renewal.url()


def test_read_back_shows_every_answer_with_a_way_to_change_it(renewal: Renewal) -> None:
    renewal.complete()

    page = renewal.get("review").content.decode()

    for shown in ("Okafor-Lind", "12 Elm Street", "06115", "Accepted", renewal.credential.number):
        assert shown in page
    assert f"{renewal.url('contact')}#id_contact-email" in page
    assert page.count("portal-summary__change") == 14


def test_get_of_the_read_back_never_submits(renewal: Renewal) -> None:
    renewal.complete()

    renewal.get("review")
    renewal.get("submitted")

    assert renewal.stored().submitted_at is None


def test_task_list_shows_the_state_of_each_part(renewal: Renewal) -> None:
    renewal.complete("certificate")

    page = renewal.get().content.decode()

    assert "You have completed 1 of 5 parts" in page
    assert "Cannot start yet" in page


def test_resume_on_another_device(renewal: Renewal, applicant: User) -> None:
    renewal.complete("certificate", "contact")
    phone = Client()
    phone.force_login(applicant)

    page = phone.get(renewal.url("contact")).content.decode()

    assert 'value="12 Elm Street"' in page


def test_start_again_returns_the_open_draft(renewal: Renewal) -> None:
    again = renewal.client.post(START, {"credential": renewal.credential.number})

    assert again["Location"] == renewal.url()
    assert Application.objects.count() == 1


def test_second_application_for_a_certificate_under_way_is_refused(renewal: Renewal) -> None:
    renewal.complete()
    renewal.submit()
    location = renewal.client.post(START, {"credential": renewal.credential.number})["Location"]
    second = Renewal(
        renewal.client,
        renewal.credential,
        Application.objects.get(public_id=location.rstrip("/").rpartition("/")[2]),
        renewal.answers,
    )
    second.complete()

    page = second.client.post(
        second.url("review"), {"step_view-current_step": "review"}, follow=True
    ).content.decode()

    assert "already under way" in page
    assert second.stored().submitted_at is None


@pytest.mark.parametrize("days_left", [400, 184])
def test_certificate_out_of_its_window_says_when_to_come_back(
    renewal: Renewal, applicant: User, days_left: int
) -> None:
    early = make_credential(applicant.person, days_left=days_left)

    response = renewal.post("certificate", certificate=early.number)

    assert response.status_code == 422
    assert "too early to renew" in response.content.decode()
    assert "Come back on" in response.content.decode()
    assert not StepAnswers.objects.exists()


def test_certificate_of_somebody_else_is_not_a_choice(
    renewal: Renewal, other_applicant: User
) -> None:
    foreign = make_credential(other_applicant.person)

    response = renewal.post("certificate", certificate=foreign.number)

    assert response.status_code == 422
    assert "not one of the available choices" in response.content.decode()


def test_certificate_suspended_since_the_step_was_saved_stops_the_submit(renewal: Renewal) -> None:
    renewal.complete()
    event = renewal.credential.events.get()
    CredentialEvent.objects.create(
        credential=renewal.credential,
        kind="suspended",
        effective_on=timezone.localdate(event.recorded_at),
        recorded_at=event.recorded_at,
    )

    assert renewal.submit()["Location"] == renewal.url("certificate")
    assert renewal.stored().submitted_at is None


def test_renewal_has_no_payment_step(renewal: Renewal) -> None:
    renewal.complete()

    pages = [renewal.get(step).content.decode().lower() for step in ("", "review")]

    assert not any(word in page for page in pages for word in ("payment", "pay now", "$"))


def test_service_that_was_switched_off_keeps_the_draft(renewal: Renewal) -> None:
    wizard = renewal.application.version.wizard
    wizard.is_on = False
    wizard.save()

    assert renewal.client.post(START).status_code == 503
    assert renewal.get().status_code == 200


def test_visitor_is_asked_to_sign_in_and_comes_back(client: Client, renewal: Renewal) -> None:
    assert client.get(START).status_code == 200
    assert client.post(START)["Location"] == f"/account/login/?next={START}"
    assert client.get(renewal.url("certificate"))["Location"].startswith(
        "/account/login/?next=/app"
    )


def test_account_without_a_record_is_asked_for_one(client: Client, district_officer: User) -> None:
    client.force_login(district_officer)

    assert client.post(START)["Location"] == "/account/record/"


@pytest.mark.django_db
def test_unknown_service_is_not_found(client: Client) -> None:
    assert client.get("/services/certification.nothing/start/").status_code == 404


def test_status_shows_the_expiry_date_that_was_attested(renewal: Renewal, specialist: User) -> None:
    attested = date_format(renewal.credential.expires_on, "DATE_FORMAT")
    renewal.complete()
    renewal.submit()

    decide_application(
        application_id=renewal.application.pk,
        outcome="approved",
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    renewal.credential.refresh_from_db()
    page = renewal.get().content.decode()
    assert f"expires {attested}" in page
    assert date_format(renewal.credential.expires_on, "DATE_FORMAT") not in page
