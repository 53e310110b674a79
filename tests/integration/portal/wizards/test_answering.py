"""The page of somebody who was asked: only what is needed, once, and a link that is told to nobody."""

import logging

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from config.logs import HideLinks
from portal.accounts.limits import LINKS
from portal.records.models import Application, ThirdPartyRequest
from portal.users.models import User
from tests.factories.asked import answer, employ, later, link_of
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def sent(applicant: User) -> tuple[Client, Application]:
    """Return the applicant's browser and application."""
    return employ(applicant)


@pytest.fixture
def asked(sent: tuple[Client, Application]) -> ThirdPartyRequest:
    """Return the request."""
    return sent[1].requests.get()


def test_page_shows_who_asks_and_the_questions_and_nothing_else(
    asked: ThirdPartyRequest, applicant: User
) -> None:
    page = Client().get(link_of(asked))

    text = page.content.decode()
    assert page.status_code == 200
    assert applicant.person.full_name in text
    assert "Does the applicant work for you?" in text
    hidden = (applicant.email, asked.application.reference, str(asked.application.public_id))
    assert not [each for each in hidden if each in text]


def test_link_is_told_to_nobody(asked: ThirdPartyRequest) -> None:
    page = Client().get(link_of(asked))

    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    record = logging.makeLogRecord({"msg": "Gone: %s", "args": (link_of(asked),)})
    assert HideLinks().filter(record)
    assert record.getMessage() == "Gone: /asked/…/"


def test_answers_are_taken_once_and_shown_to_reviewers_alone(
    sent: tuple[Client, Application], asked: ThirdPartyRequest, specialist: User
) -> None:
    first = answer(asked)
    thanks = Client().get(link_of(asked)).content.decode()
    second = answer(asked, **{"asked-remarks": "Another story."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Thank you" in thanks
    assert "Since the spring." not in thanks
    browser, application = sent
    assert (
        "Since the spring."
        not in browser.get(f"/applications/{application.public_id}/").content.decode()
    )
    staff = browser_of(specialist).get(file_url(application)).content.decode()
    assert "Since the spring." in staff
    assert "Another story." not in staff


def test_wrong_answer_is_refused_at_its_field_and_the_rest_is_kept(
    asked: ThirdPartyRequest,
) -> None:
    page = answer(asked, **{"asked-works_here": "perhaps"})

    assert page.status_code == 422
    assert "Since the spring." in page.content.decode()
    asked.refresh_from_db()
    assert asked.is_open


def test_whoever_declines_is_asked_whether_it_is_meant(asked: ThirdPartyRequest) -> None:
    link, browser = link_of(asked), Client()

    asking = browser.post(link, {"decline": "ask"})
    assert "Yes, I decline" in asking.content.decode()
    assert browser.post(link, {"decline": "yes"}).status_code == 302

    assert "You declined" in browser.get(link).content.decode()
    assert answer(asked).status_code == 409


def test_unknown_former_and_late_links_say_so(
    asked: ThirdPartyRequest, sent: tuple[Client, Application]
) -> None:
    browser, application = sent
    assert Client().get(f"/asked/{'x' * 43}/").status_code == 404
    former = link_of(asked)
    browser.post(f"/applications/{application.public_id}/requests/{asked.pk}/again/")
    assert Client().get(former).status_code == 404
    asked.refresh_from_db()

    ThirdPartyRequest.objects.update(expires_at=later(days=15), due_at=later(days=14.5))
    assert Client().get(link_of(asked)).status_code == 200
    ThirdPartyRequest.objects.update(
        sent_at=later(days=-3), due_at=later(days=-2), expires_at=later(days=-1)
    )
    assert Client().get(link_of(asked)).status_code == 410
    assert answer(asked).status_code == 410


def test_too_many_tries_of_an_address_are_put_off() -> None:
    with time_machine.travel(
        "2026-11-01T12:00:00-05:00", tick=False
    ):  # all of them within one minute
        statuses = [
            Client().get(f"/asked/{'y' * 43}/").status_code for _n in range(LINKS.per_minute + 1)
        ]

    assert statuses[-1] == 429
    assert set(statuses[:-5]) == {404}


def test_applicant_writes_again_and_names_somebody_else(
    sent: tuple[Client, Application], asked: ThirdPartyRequest
) -> None:
    browser, application = sent
    where = f"/applications/{application.public_id}/"
    shown = browser.get(where).content.decode()
    assert "Odalys Brandt" in shown
    assert browser.post(f"{where}requests/{asked.pk}/again/").status_code == 302

    fields = {f"p{asked.pk}-name": "Bea Voss", f"p{asked.pk}-email": "bea@example.org"}
    assert browser.post(f"{where}requests/{asked.pk}/replace/", fields).status_code == 302

    assert "Bea Voss" in browser.get(where).content.decode()
    assert list(application.requests.values_list("sends", flat=True)) == [2, 1]


def test_own_address_and_no_address_are_refused_at_the_field(
    sent: tuple[Client, Application], asked: ThirdPartyRequest, applicant: User
) -> None:
    browser, application = sent
    address = f"/applications/{application.public_id}/requests/{asked.pk}/replace/"
    for email in (applicant.email, "nowhere", ""):
        page = browser.post(address, {f"p{asked.pk}-name": "B", f"p{asked.pk}-email": email})
        assert page.status_code == 422, email
        assert "usa-error-message" in page.content.decode()
    assert application.requests.count() == 1


def test_nobody_else_acts_on_the_requests_of_an_application(
    sent: tuple[Client, Application], asked: ThirdPartyRequest, other_applicant: User
) -> None:
    stranger = browser_of(other_applicant)
    where = f"/applications/{sent[1].public_id}/requests/{asked.pk}"

    assert stranger.post(f"{where}/again/").status_code == 404
    assert stranger.post(f"{where}/replace/").status_code == 404
