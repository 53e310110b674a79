"""Two tabs, two devices, an ended session: both versions are shown, nothing is overwritten or lost."""

from django.test import Client

from portal.records.applications.models import Application, StepAnswers
from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.credentials import make_credential
from tests.integration.portal.wizards.conftest import START, Renewal, start_renewal


def test_second_tab_with_other_answers_sees_both_versions(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact")
    opened_early = renewal.data("contact", address_town="Stamford")
    renewal.post("contact", address_town="New Haven")

    response = renewal.client.post(renewal.url("contact"), opened_early)

    page = response.content.decode()
    assert response.status_code == 409
    assert "New Haven" in page
    assert "Stamford" in page
    assert StepAnswers.objects.get(step="contact").answers["address_town"] == "New Haven"


def test_second_tab_may_keep_what_it_typed(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact")
    opened_early = renewal.data("contact", address_town="Stamford")
    renewal.post("contact", address_town="New Haven")
    conflict = renewal.client.post(renewal.url("contact"), opened_early)

    chosen = opened_early | {"step_version": dict(conflict.context["sent_again"])["step_version"]}
    response = renewal.client.post(renewal.url("contact"), chosen)

    assert response.status_code == 302
    assert StepAnswers.objects.get(step="contact").answers["address_town"] == "Stamford"


def test_same_answers_from_two_tabs_are_no_conflict(renewal: Renewal) -> None:
    data = renewal.data("certificate")
    renewal.client.post(renewal.url("certificate"), data)

    assert renewal.client.post(renewal.url("certificate"), data).status_code == 302


def test_tabs_on_different_steps_do_not_collide(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact", "disclosures")
    one, other = renewal.data("contact", address_town="Avon"), renewal.data("disclosures")

    assert renewal.client.post(renewal.url("disclosures"), other).status_code == 302
    assert renewal.client.post(renewal.url("contact"), one).status_code == 302


def test_two_applications_in_one_browser_do_not_share_answers(
    renewal: Renewal, applicant: User
) -> None:
    second = make_credential(applicant.person, days_left=60)
    location = renewal.client.post(START, {"credential": second.number})["Location"]
    application = Application.objects.get(public_id=location.rstrip("/").rpartition("/")[2])
    other = Renewal(renewal.client, second, application, dict(renewal.answers))
    other.answers["certificate"] = {"certificate": second.number}

    renewal.complete("certificate")
    other.complete("certificate")
    renewal.post("contact", address_town="Avon")
    other.post("contact", address_town="Bolton")

    towns = {
        row.application_id: row.answers["address_town"]
        for row in StepAnswers.objects.filter(step="contact")
    }
    assert towns == {renewal.application.pk: "Avon", application.pk: "Bolton"}


def test_submit_in_one_tab_stops_saving_in_the_other(renewal: Renewal) -> None:
    renewal.complete()
    opened_early = renewal.data("contact", address_town="Stamford")
    renewal.submit()

    response = renewal.client.post(renewal.url("contact"), opened_early)

    assert response["Location"] == renewal.url()
    assert StepAnswers.objects.get(step="contact").answers["address_town"] == "Hartford"


def test_session_that_ended_keeps_what_was_typed(renewal: Renewal, applicant: User) -> None:
    renewal.complete("certificate")
    browser = Client()

    sent = browser.post(renewal.url("contact"), renewal.data("contact", address_town="Colchester"))
    assert "What you typed waits for you" in browser.get(sent["Location"]).content.decode()
    browser.post(sent["Location"], {"login": applicant.username, "password": PASSWORD})
    page = browser.get(renewal.url("contact")).content.decode()

    assert 'value="Colchester"' in page
    assert "interrupted_step" not in browser.session


def test_sign_in_says_nothing_of_typing_where_none_was_sent(renewal: Renewal) -> None:
    asked = Client().get(renewal.url("contact"), follow=True)

    assert "What you typed" not in asked.content.decode()


def test_interrupted_typing_never_reaches_somebody_elses_draft(
    renewal: Renewal, other_applicant: User
) -> None:
    renewal.complete("certificate")
    browser = Client()
    browser.post(renewal.url("contact"), renewal.data("contact", address_town="Colchester"))
    browser.force_login(other_applicant)
    other = start_renewal(other_applicant)

    browser.get(other.url("certificate"))

    assert browser.get(renewal.url("contact")).status_code == 404
    assert not StepAnswers.objects.filter(unfinished__has_key="address_town").exists()


def test_autosave_keeps_typing_without_completing_the_step(renewal: Renewal) -> None:
    answer = renewal.client.post(
        renewal.url("certificate") + "autosave/",
        {"certificate-certificate": renewal.credential.number},
    )

    assert set(answer.json()) == {"saved_at"}
    assert renewal.get("contact")["Location"] == renewal.url("certificate")
    assert StepAnswers.objects.get(step="certificate").answers == {}


def test_autosave_then_save_is_no_conflict(renewal: Renewal) -> None:
    data = renewal.data("certificate")
    renewal.client.post(renewal.url("certificate") + "autosave/", data)

    assert renewal.client.post(renewal.url("certificate"), data).status_code == 302
    assert StepAnswers.objects.get(step="certificate").unfinished == {}


def test_autosave_needs_a_session(client: Client, renewal: Renewal) -> None:
    address = renewal.url("certificate") + "autosave/"

    assert client.post(address, {"certificate-certificate": "x"}).status_code == 401
    assert client.get(address).status_code == 405


def test_nothing_of_an_answer_stands_in_the_session(renewal: Renewal) -> None:
    renewal.complete()
    renewal.post("contact", last_name="")

    held = str(dict(renewal.client.session.items()))

    assert "Okafor" not in held
    assert "Elm Street" not in held
