"""Who may use a service: judged on the start page, at its POST and again at submit, in the message's words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.factories.policies import HOLDERS, NOT_FROM_SALEM, START, Seeker, publish_grant
from tests.spanish import SpanishReader

pytestmark = pytest.mark.django_db

REASON = "Only holders of a Professional certificate can ask for it."
BUTTON = "Start the application"


@pytest.fixture
def holder(applicant: User) -> Seeker:
    """Return somebody with an active certificate."""
    make_credential(applicant.person)
    return Seeker(applicant)


@pytest.fixture
def stranger(other_applicant: User) -> Seeker:
    """Return somebody whose certificate has expired."""
    make_credential(other_applicant.person, days_left=-900)
    return Seeker(other_applicant)


def test_start_page_says_why_somebody_cannot_start(stranger: Seeker) -> None:
    publish_grant(access=(HOLDERS,))

    answer = stranger.look()

    assert answer.status_code == 200
    assert REASON in answer.content.decode()
    assert BUTTON not in answer.content.decode()


def test_reason_is_read_in_spanish(other_applicant: User) -> None:
    publish_grant(access=(HOLDERS,))

    page = Seeker(other_applicant, kind=SpanishReader).start().content.decode()

    assert "Solo puede solicitarla quien tenga un certificado Profesional." in page


def test_post_is_refused_and_makes_nothing(stranger: Seeker) -> None:
    publish_grant(access=(HOLDERS,))

    answer = stranger.start()

    assert (answer.status_code, stranger.count()) == (403, 0)
    assert REASON in answer.content.decode()


def test_whom_no_rule_refuses_starts_and_sends(holder: Seeker) -> None:
    publish_grant(access=(HOLDERS, NOT_FROM_SALEM))

    assert BUTTON in holder.look().content.decode()
    draft = holder.begin()
    holder.save(draft)

    assert holder.send(draft).headers["Location"] == draft
    assert Application.objects.get().submitted_at is not None


def test_visitor_without_account_is_not_judged(visitor: Client) -> None:
    publish_grant(access=(HOLDERS,))

    page = visitor.get(START).content.decode()

    assert "Sign in to start" in page
    assert REASON not in page


def test_submit_judges_again_and_keeps_the_draft(holder: Seeker) -> None:
    publish_grant(access=(HOLDERS, NOT_FROM_SALEM))
    draft = holder.begin()
    holder.save(draft)
    person = holder.account.person
    person.address_town = "Salem"
    person.save()

    answer = holder.send(draft)

    assert answer.status_code == 403
    assert "Not for Salem." in answer.content.decode()
    assert Application.objects.get().submitted_at is None
    assert "A course" in holder.browser.get(f"{draft}review/").content.decode()
    person.address_town = "Hartford"
    person.save()
    assert holder.send(draft).status_code == 302
    assert Application.objects.get().submitted_at is not None


def test_who_has_a_draft_is_led_to_it_whatever_a_newer_version_says(stranger: Seeker) -> None:
    publish_grant()
    draft = stranger.begin()
    publish_grant(access=(HOLDERS,))

    page = stranger.look().content.decode()

    assert stranger.begin() == draft
    assert (draft in page, REASON in page) == (True, True)


def test_rules_that_read_no_certificate_cost_no_query_for_them(holder: Seeker) -> None:
    asked = {}
    for rule in (HOLDERS, NOT_FROM_SALEM):
        publish_grant(access=(rule,))
        holder.look()
        with CaptureQueriesContext(connection) as captured:
            holder.look()
        asked[rule.message["en"]] = len(captured)

    assert asked[HOLDERS.message["en"]] - asked[NOT_FROM_SALEM.message["en"]] == 2
