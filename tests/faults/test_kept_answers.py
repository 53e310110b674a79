"""What somebody signed in was shown is kept by no cache and no browser: the next person at the desk presses Back."""

import pytest
from django.test import Client
from pytest_django import Settings

from portal.users.models import User
from tests.integration.portal.wizards.conftest import Renewal

pytestmark = pytest.mark.django_db

GUARD = "config.headers.keep_signed_in_answers_private"
ADDRESSES = [
    "/account/",
    "/account/email/",
    "/account/2fa/",
    "/account/password/change/",
    "/account/logout/",
    "/no-such-page/",
]


def is_kept(answer) -> bool:
    """Tell whether a cache or browser may store an answer."""
    return "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_for_somebody_signed_in_is_kept(applicant: User, address: str) -> None:
    browser = Client()
    browser.force_login(applicant)

    answer = browser.get(address)

    assert not is_kept(answer)
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("step", ["", "certificate", "contact", "review"])
def test_no_page_of_an_application_is_kept(renewal: Renewal, step: str) -> None:
    renewal.complete("certificate")

    assert not is_kept(renewal.get(step))
    assert not is_kept(renewal.post("contact", first_name=""))


def test_step_is_kept_without_the_guard(renewal: Renewal, settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GUARD]
    browser = Client()
    browser.force_login(renewal.credential.person.account)

    assert is_kept(browser.get(renewal.url("certificate")))


def test_public_page_stays_cacheable(visitor: Client) -> None:
    assert is_kept(visitor.get("/"))


def test_answer_that_asked_for_nobody_keeps_its_own_rules(applicant: User) -> None:
    browser = Client()
    browser.force_login(applicant)

    assert browser.get("/api/v1/services").headers["Cache-Control"] == "no-cache"
