"""Staff and what came from somebody without an account: in the queue, on its page, decided; in no list of people."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.lifecycle.assignment import release_application
from portal.lifecycle.decisions import decide_application
from portal.notifications.models import OutboxMessage
from portal.records.models import Application, NameVariant, Person
from portal.users.models import User
from tests.factories.visiting import ADDRESS, Visitor
from tests.integration.portal.casework.conftest import browser_of, file_url

pytestmark = pytest.mark.django_db
WHO = "Without an account"


@pytest.fixture
def sent() -> Application:
    """Return what a visitor has sent."""
    cache.clear()
    visitor = Visitor()
    visitor.begin()
    visitor.complete()
    visitor.submit()
    return visitor.stored


def read(user: User, url: str) -> str:
    """Return a page as somebody sees it."""
    page = browser_of(user).get(url)
    assert page.status_code == 200, url
    return page.content.decode()


def test_queue_names_who_sent_it(sent: Application, specialist: User) -> None:
    queue = read(specialist, "/admin/applications/")

    assert sent.reference in queue
    assert WHO in queue


def test_page_has_the_answers_and_the_address_and_no_record(
    sent: Application, specialist: User
) -> None:
    page = read(specialist, file_url(sent))

    for said in (WHO, "How long is a renewal valid?", ADDRESS, "Somebody without an account"):
        assert said in page
    for absent in ("Name on record", "The whole record", "Credentials of this person"):
        assert absent not in page


@pytest.mark.parametrize("outcome", ["approved", "denied"])
def test_decision_is_mailed_to_the_address(
    sent: Application, specialist: User, outcome: str
) -> None:
    posted = browser_of(specialist).post(
        f"{file_url(sent)}decide/", {"outcome": outcome, "reason": "Five years."}
    )

    sent.refresh_from_db()
    assert (posted.status_code, sent.stage) == (302, "closed")
    message = OutboxMessage.objects.get(kind=f"application_{outcome}")
    assert message.recipient == ADDRESS
    assert message.context["reason"] == "Five years."
    assert "Five years." in read(specialist, file_url(sent))


def test_it_is_taken_up_and_given_back(sent: Application, specialist: User) -> None:
    browser = browser_of(specialist)

    assert browser.post(f"{file_url(sent)}take-up/").status_code == 302
    sent.refresh_from_db()
    assert (sent.stage, sent.assigned_to) == ("assessment", specialist)
    release_application(application_id=sent.pk, by_id=specialist.pk, at=timezone.now())
    sent.refresh_from_db()
    assert (sent.stage, sent.assigned_to) == ("submitted", None)


def test_nobody_nameless_is_made(sent: Application, admin: User) -> None:
    assert not Person.objects.filter(applications=sent).exists()
    people = read(admin, "/admin/records/person/")
    assert WHO not in people
    assert not NameVariant.objects.filter(name__icontains="account").exists()


def test_list_of_applications_and_its_page_name_no_key(sent: Application, admin: User) -> None:
    listed = read(admin, "/admin/records/application/")
    inspected = read(admin, f"/admin/records/application/inspect/{sent.pk}/")

    assert WHO in listed
    assert sent.visitor_key not in listed + inspected


def test_decision_by_hand_of_an_operation_needs_no_person(
    sent: Application, specialist: User
) -> None:
    decision = decide_application(
        application_id=sent.pk,
        outcome="approved",
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    assert (decision.effects, decision.evidence, decision.documents) == ([], [], [])
