"""A form that anybody fills in without an account: bound to one browser, kept from all others, sent as any other is."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from portal.lifecycle.visits import digest_of_key
from portal.notifications.models import OutboxMessage
from portal.records.models import Application, AuditEvent, Person
from portal.users.models import User
from portal.wizards import visiting
from tests.factories.visiting import ADDRESS, START, Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def begun() -> Visitor:
    """Return a visitor who has begun."""
    visitor = Visitor()
    visitor.begin()
    return visitor


def test_start_page_needs_no_account() -> None:
    page = Client().get(START).content.decode()

    assert "You need no account" in page
    assert "Sign in to start" not in page
    assert Visitor().begin().status_code == 302
    assert Person.objects.count() == 0


def test_whole_way_ends_with_a_reference_and_a_message(begun: Visitor) -> None:
    begun.complete()
    read_back = begun.get("review").content.decode()
    sent = begun.submit()
    status = begun.get().content.decode()

    application = begun.stored
    assert "How long is a renewal valid?" in read_back
    assert (sent.status_code, application.stage) == (302, "submitted")
    assert (application.person_id, application.contact_email) == (None, ADDRESS)
    assert application.reference in status
    assert f"We write to {ADDRESS}" in status
    assert "My account" not in status.partition("<main")[2].partition("</main>")[0]
    message = OutboxMessage.objects.get(kind="application_submitted")
    assert (message.recipient, message.context["is_visit"]) == (ADDRESS, "yes")
    event = AuditEvent.objects.get(action="application.submitted")
    assert (event.record_id, event.actor_id) == (str(application.pk), None)


def test_submitting_twice_is_one_submission(begun: Visitor) -> None:
    begun.complete()
    begun.submit()
    again = begun.submit()

    assert again.status_code == 302
    assert Application.objects.filter(submitted_at__isnull=False).count() == 1
    assert AuditEvent.objects.filter(action="application.submitted").count() == 1


def test_without_an_address_nothing_is_mailed_and_the_page_says_so(begun: Visitor) -> None:
    begun.post("about")
    begun.post("message", wants_answer="no")
    begun.post("record")
    begun.submit()

    assert "You gave no email address" in begun.get().content.decode()
    assert OutboxMessage.objects.count() == 0


def test_back_keeps_what_was_typed_and_a_wrong_answer_is_refused_at_its_field(
    begun: Visitor,
) -> None:
    begun.post("about")
    begun.post("message", wizard_goto_step="about")
    wrong = begun.client.post(
        f"{begun.path}message/",
        {
            "step_view-current_step": "message",
            "step_version": "0",
            "message-message": "Kept as typed",
            "wizard_goto_step": "about",
        },
    )
    refused = begun.post("message", message="")

    assert wrong.status_code == 302
    assert "Kept as typed" in begun.get("message").content.decode()
    assert refused.status_code == 422


def test_save_for_later_leads_to_the_link(begun: Visitor) -> None:
    left = begun.client.post(
        f"{begun.path}about/",
        {
            "step_view-current_step": "about",
            "step_version": "0",
            "about-subject": "question",
            "wizard_goto_step": "",
        },
    )

    assert left["Location"] == f"{begun.path}come-back/"


def test_typing_is_kept_meanwhile(begun: Visitor) -> None:
    kept = begun.client.post(f"{begun.path}about/autosave/", {"about-subject": "problem"})

    assert kept.status_code == 200
    assert begun.stored.step_answers.get().unfinished == {"subject": ["problem"]}


def outsiders(applicant: User, specialist: User) -> list[Client]:
    """Return the browsers that must not open it: a stranger's, another visitor's, two that are signed in."""
    other = Visitor()
    other.begin()
    signed_in = [Client(), Client()]
    for client, user in zip(signed_in, (applicant, specialist), strict=True):
        client.force_login(user)
    return [Client(), other.client, *signed_in]


def answers_to_others(begun: Visitor, applicant: User, specialist: User) -> set[int]:
    """Return the statuses of every page and post of a visitor's form, in browsers that are not the visitor's."""
    statuses: set[int] = set()
    for client in outsiders(applicant, specialist):
        for path in ("", "about/", "review/", "come-back/"):
            statuses.add(client.get(f"{begun.path}{path}").status_code)
        posted = {"step_view-current_step": "about", "step_version": "0"}
        statuses.add(client.post(f"{begun.path}about/", posted).status_code)
        statuses.add(client.post(f"{begun.path}come-back/", {"email": "m@example.org"}).status_code)
    return statuses


def test_nobody_else_opens_it(begun: Visitor, applicant: User, specialist: User) -> None:
    assert answers_to_others(begun, applicant, specialist) == {404}
    assert not begun.stored.step_answers.exists()


def test_everybody_opens_it_where_no_key_is_asked_for(
    begun: Visitor, applicant: User, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the key of the session, the address alone opens the form."""
    key = begun.stored.visitor_key
    monkeypatch.setattr(visiting, "digest_of_key", lambda _key: key)
    monkeypatch.setattr(visiting, "keys_of", lambda _request: {str(begun.public_id): "any"})

    assert 404 not in answers_to_others(begun, applicant, specialist)


def test_key_is_kept_as_a_digest_alone(begun: Visitor) -> None:
    (key,) = begun.client.session[visiting.VISITS].values()

    assert begun.stored.visitor_key == digest_of_key(key)
    assert key != begun.stored.visitor_key


def test_pages_are_kept_by_no_cache(begun: Visitor) -> None:
    for path in ("", "about", "review", "come-back"):
        assert "no-store" in begun.get(path)["Cache-Control"], path


def test_posts_take_the_token_of_the_page() -> None:
    browser = Client(enforce_csrf_checks=True)

    assert Visitor(browser).begin().status_code == 403


def test_start_page_leads_back_to_what_this_browser_began(begun: Visitor) -> None:
    assert begun.path in begun.client.get(START).content.decode()
    assert begun.path not in Client().get(START).content.decode()


def test_who_has_a_record_begins_as_a_person(applicant: User) -> None:
    browser = Client()
    browser.force_login(applicant)
    visitor = Visitor(browser)
    visitor.begin()

    assert visitor.stored.person == applicant.person
    assert visitor.stored.visitor_key is None
    assert visitor.client.get(f"{visitor.path}come-back/").status_code == 404


def test_who_begins_too_often_waits() -> None:
    visitor = Visitor()

    statuses = [visitor.begin().status_code for _each in range(21)]

    assert (statuses[19], statuses[20]) == (302, 429)


def test_statements_of_a_step_are_no_more_than_for_an_account(
    begun: Visitor, applicant: User, django_assert_num_queries: Callable[..., object]
) -> None:
    begun.get("about")
    with django_assert_num_queries(3):  # the session, the run with its answers, notices
        begun.get("about")
