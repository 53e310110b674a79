"""The account page in each of its states, who may see it, and what it costs."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.queries import get_dashboard
from portal.records.models import Person
from portal.users.models import User
from tests.factories.accounts import make_educator, make_person
from tests.factories.credentials import make_credential
from tests.factories.evidence import make_training
from tests.factories.joining import make_joining, offer_joining, settle_all
from tests.factories.renewals import make_application, publish_renewal

pytestmark = pytest.mark.django_db


def read(client: Client, account: User) -> str:
    """Return the account page as somebody sees it."""
    client.force_login(account)
    answer = client.get("/account/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_visitor_is_asked_to_sign_in(visitor: Client) -> None:
    assert visitor.get("/account/").headers["Location"] == "/account/login/?next=/account/"


def test_account_page_is_never_kept_by_a_cache(applicant: User, client: Client) -> None:
    client.force_login(applicant)
    assert "no-store" in client.get("/account/").headers["Cache-Control"]


def test_account_without_a_record_is_led_to_one(district_officer: User, client: Client) -> None:
    page = read(client, district_officer)
    assert 'href="/account/record/"' in page
    assert "Please do not create a second one" in page


def test_specialist_is_led_to_the_staff_area(specialist: User, client: Client) -> None:
    page = read(client, specialist)
    assert 'href="/admin/"' in page
    assert 'href="/account/record/"' not in page


def test_educator_without_certificates_is_told_how_to_be_linked(
    applicant: User, client: Client
) -> None:
    page = read(client, applicant)
    assert "Welcome, Maren" in page
    assert "No certificate is linked to this account" in page
    assert applicant.person.ein in page


def test_certificate_in_its_window_can_be_renewed(applicant: User, client: Client) -> None:
    publish_renewal()
    certificate = make_credential(applicant.person, days_left=30)
    page = read(client, applicant)
    assert 'action="/services/test.renew/start/"' in page
    assert f'name="credential" value="{certificate.number}"' in page


def test_certificate_before_its_window_says_when_to_come_back(
    applicant: User, client: Client
) -> None:
    publish_renewal()
    make_credential(applicant.person, days_left=3 * 365)
    page = read(client, applicant)
    assert "Come back then." in page
    assert '<button class="usa-button" type="submit">Renew' not in page


def test_certificate_that_expired_says_what_that_means(applicant: User, client: Client) -> None:
    make_credential(applicant.person, days_left=-400)
    page = read(client, applicant)
    assert "It no longer authorizes you to work." in page


def test_draft_can_be_resumed_and_holds_back_a_second_renewal(
    applicant: User, client: Client
) -> None:
    version = publish_renewal()
    certificate = make_credential(applicant.person, days_left=30)
    draft = make_application(applicant.person, version, certificate)
    page = read(client, applicant)
    assert f'href="/applications/{draft.public_id}/"' in page
    assert "You have begun to renew it. Go on under “Not sent yet” on this page." in page
    assert "A renewal is under way" not in page


def test_certificate_whose_renewal_was_sent_leads_to_the_applications(
    applicant: User, client: Client
) -> None:
    certificate = make_credential(applicant.person, days_left=30)
    make_application(applicant.person, publish_renewal(), certificate, reference="7KQ2M9XTWB")
    page = read(client, applicant)
    assert "A renewal is under way, see your applications on this page." in page
    assert "You have begun to renew it" not in page


def test_sent_application_shows_stage_reference_and_who_acts_next(
    applicant: User, client: Client
) -> None:
    make_application(applicant.person, publish_renewal(), None, reference="7KQ2M9XTWB")
    page = read(client, applicant)
    assert "7KQ2M9XTWB" in page
    assert "A specialist will take it up in order of arrival." in page
    assert "The bureau" in page


def test_account_page_shows_nothing_of_somebody_else(
    applicant: User, other_applicant: User, client: Client
) -> None:
    certificate = make_credential(other_applicant.person, days_left=30)
    draft = make_application(other_applicant.person, publish_renewal(), certificate)
    page = read(client, applicant)
    for foreign in (certificate.number, str(draft.public_id), other_applicant.person.ein, "Quill"):
        assert foreign not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_account_page_asks_the_database_as_often_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries
) -> None:
    person = make_educator(username="reader").person
    version = publish_renewal()
    for number in range(rows):
        certificate = make_credential(person, days_left=30 + number)
        make_application(person, version, certificate)
        make_training(person=person, application_reference=f"R{number}")
    asked = {"person": person, "on": timezone.localdate(), "language": "en"}
    get_dashboard(**asked)  # what a process keeps of a version is kept
    with django_assert_num_queries(7):
        get_dashboard(**asked)


def test_whole_page_stays_within_its_budget(
    applicant: User, client: Client, django_assert_max_num_queries
) -> None:
    version = publish_renewal()
    certificate = make_credential(applicant.person, days_left=30)
    make_application(applicant.person, version, certificate)
    client.force_login(applicant)
    client.get("/account/")
    with django_assert_max_num_queries(13):  # three for notices, menus and their pages
        client.get("/account/")


def test_what_was_claimed_is_shown_with_what_became_of_it(
    applicant: User,
    registry_verifier: User,
    other_applicant: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer_joining(monkeypatch)
    application = make_joining(applicant)
    assert "Claimed" in read(client, applicant)
    settle_all(application, registry_verifier, reject=("qualification",))
    Person.objects.filter(account=applicant).update(registry_id="REG12345")

    page = " ".join(read(client, applicant).split())

    assert "<dt>Registry ID</dt><dd>REG12345</dd>" in page
    assert page.count(">Verified</span>") == 2
    assert page.count(">Rejected</span>") == 1
    assert "<p>The transcript is missing.</p>" in page
    assert registry_verifier.username not in page
    theirs = read(client, other_applicant)
    assert "Maple Street Center" not in theirs
    assert "Employment, education and training" not in theirs


def test_title_of_a_service_follows_the_language(applicant: User) -> None:
    publish_renewal()
    dashboard = get_dashboard(person=applicant.person, on=timezone.localdate(), language="es")
    assert [service.title for service in dashboard.services] == ["Renovar"]


def test_new_record_is_made_once(client: Client, district_officer: User) -> None:
    client.force_login(district_officer)
    typed = {
        "first_name": "Ida",
        "middle_name": "",
        "last_name": "Brandt",
        "birth_date_month": "5",
        "birth_date_day": "2",
        "birth_date_year": "1990",
    }
    assert client.post("/account/record/", typed).headers["Location"] == "/account/"
    person = Person.objects.get(account=district_officer)
    assert (person.full_name, person.birth_date) == ("Ida Brandt", date(1990, 5, 2))
    assert len(person.ein) == 10
    assert client.post("/account/record/", typed).headers["Location"] == "/account/"
    assert Person.objects.filter(account=district_officer).count() == 1


def test_refused_record_keeps_what_was_typed(client: Client, district_officer: User) -> None:
    client.force_login(district_officer)
    answer = client.post("/account/record/", {"first_name": "Ida", "birth_date_year": "1990"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Ida"' in page
    assert 'value="1990"' in page
    assert 'aria-describedby="id_last_name_error"' in page


def test_two_people_of_the_same_name_get_different_numbers() -> None:
    assert make_person().ein != make_person().ein
