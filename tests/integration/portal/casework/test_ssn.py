"""The page that shows a Social Security number once, and the page of all readings."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from portal.records.models import PersonSSN, SSNAccess, SSNReading
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.asking import DASHED, MASKED, NUMBER, Asked, ask
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
READINGS = "/admin/ssn-readings/"
WHY = {"reason": "test_scores"}


@pytest.fixture
def sent(applicant: User) -> Asked:
    """Return an application that was sent with a number."""
    asked = ask(applicant)
    asked.post()
    asked.send()
    return asked


def url(sent: Asked) -> str:
    """Return the address of its number."""
    return file_url(sent.application, f"ssn/{sent.kept[0]}")


def test_number_is_shown_once_for_a_reason(sent: Asked, supervisor: User) -> None:
    staff = browser_of(supervisor)
    asking = staff.get(url(sent)).content.decode()
    assert MASKED in asking
    assert DASHED not in asking

    shown = staff.post(url(sent), WHY)

    assert DASHED in shown.content.decode()
    assert {"no-store", "private"} <= set(shown["Cache-Control"].split(", "))
    assert DASHED not in staff.get(url(sent)).content.decode()
    assert SSNReading.objects.get().reason == "test_scores"


def test_file_leads_to_it_for_who_may_and_shows_it_masked_to_others(
    sent: Asked, supervisor: User, specialist: User
) -> None:
    address = file_url(sent.application)
    seen = browser_of(supervisor).get(address).content.decode()
    assert url(sent) in seen
    assert MASKED in seen

    hidden = browser_of(specialist).get(address).content.decode()
    assert MASKED in hidden
    assert url(sent) not in hidden
    assert browser_of(specialist).post(url(sent), WHY).status_code in {302, 403}
    assert SSNReading.objects.count() == 0


def test_asking_without_a_reason_shows_nothing(sent: Asked, supervisor: User) -> None:
    response = browser_of(supervisor).post(url(sent), {"reason": "curiosity"})

    assert response.status_code == 422
    assert DASHED not in response.content.decode()
    assert SSNReading.objects.count() == 0


def test_sixth_reading_answers_429_and_the_seventh_ends_the_account(
    sent: Asked, supervisor: User
) -> None:
    staff = browser_of(supervisor)
    statuses = [staff.post(url(sent), WHY).status_code for _number in range(7)]

    assert statuses == [200] * 5 + [429, 429]
    assert staff.post(url(sent), WHY).status_code == 302
    assert staff.get("/admin/").status_code == 302


def test_closed_reading_answers_503_and_a_colleague_opens_it(sent: Asked, supervisor: User) -> None:
    SSNAccess.objects.create(pk=1, closed_at=timezone.now())
    staff = browser_of(supervisor)
    assert staff.post(url(sent), WHY).status_code == 503
    assert staff.post(READINGS).status_code == 403

    colleague = browser_of(make_account(Role.SUPERVISOR, username="colleague"))
    assert "Reading is closed" in colleague.get(READINGS).content.decode()
    assert colleague.post(READINGS).status_code == 302

    assert staff.post(url(sent), WHY).status_code == 200
    assert "to match test scores" in colleague.get(READINGS).content.decode().casefold()


def test_reference_of_another_application_is_not_found(
    sent: Asked, other_applicant: User, supervisor: User
) -> None:
    other = ask(other_applicant)
    other.post()
    other.send()

    address = file_url(sent.application, f"ssn/{other.kept[0]}")

    assert browser_of(supervisor).post(address, WHY).status_code == 404


def test_same_number_of_two_people_is_told(
    sent: Asked, other_applicant: User, supervisor: User
) -> None:
    other = ask(other_applicant)
    other.post(NUMBER)
    other.send()

    page = browser_of(supervisor).get(url(sent)).content.decode()

    assert other_applicant.person.full_name in page


def test_number_that_was_erased_is_gone(sent: Asked, supervisor: User) -> None:
    address = url(sent)
    PersonSSN.objects.all().delete()

    staff: Client = browser_of(supervisor)

    assert "not kept any more" in staff.get(address).content.decode()
    assert staff.post(address, WHY).status_code == 410
