"""Asking others: sent once the application is, reminded, overdue, ended, sent again, handed to somebody else."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from portal.lifecycle.answering_requests import (
    RequestOverError,
    UnknownRequestError,
    answer_request,
    decline_request,
)
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.request_links import digest_of, find_token, make_token
from portal.lifecycle.request_times import do_due_requests
from portal.lifecycle.requests import RequestRefusedError, replace_person, send_again
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.models import Application, ThirdPartyRequest
from portal.users.models import User
from tests.factories.asked import employ, later, links_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def application(applicant: User) -> Application:
    """Return an application that asked an employer."""
    return employ(applicant)[1]


def token(request: ThirdPartyRequest) -> str:
    """Return the token of the last link."""
    return make_token(str(request.public_id), request.sends)


def facts(application: Application) -> tuple[str, list[str]]:
    """Return who acts next on an application, and its statuses."""
    application.refresh_from_db()
    return application.action_required_by, application.statuses


def kinds(application: Application) -> list[str]:
    """Return the timeline by kind."""
    return list(application.timeline.order_by("id").values_list("kind", flat=True))


def test_person_is_asked_once_the_application_is_sent(application: Application) -> None:
    request = application.requests.get()

    assert (request.name, request.email) == ("Odalys Brandt", "odalys@example.org")
    assert request.organization == "Ashford"
    assert facts(application) == ("third_party", ["waiting_for_reference"])
    assert kinds(application) == ["submitted", "reference_asked"]
    assert request.due_at - request.sent_at == timedelta(days=14)


def test_link_is_in_the_message_and_in_no_table(
    application: Application, mailoutbox: list[EmailMessage]
) -> None:
    request = application.requests.get()
    queued = OutboxMessage.objects.get(kind="reference_asked")
    assert token(request) not in str(queued.context)
    assert request.token_digest == digest_of(token(request))

    deliver_due(at=later())

    mail = next(each for each in mailoutbox if each.to == ["odalys@example.org"])
    assert links_in(mail.body) == [f"/asked/{token(request)}/"]


def test_link_that_was_sent_under_a_former_key_still_works(application: Application) -> None:
    request = application.requests.get()
    old = make_token(str(request.public_id), 1, "a former key")

    assert find_token(str(request.public_id), 1, digest_of(old)) == ""
    assert find_token(str(request.public_id), 1, request.token_digest) == token(request)


def test_answers_are_kept_apart_and_staff_act_next(application: Application) -> None:
    before = application.snapshot_hash
    request = application.requests.get()

    answer_request(token=token(request), answers={"works_here": True}, at=later(hours=1))

    request.refresh_from_db()
    assert request.answers == {"works_here": True}
    assert facts(application) == ("staff", ["waiting_for_review"])
    assert (application.snapshot_hash, kinds(application)[-1]) == (before, "reference_answered")


def test_second_answer_is_refused_and_the_first_stays(application: Application) -> None:
    request = application.requests.get()
    answer_request(token=token(request), answers={"works_here": True}, at=later())

    with pytest.raises(RequestOverError):
        answer_request(token=token(request), answers={"works_here": False}, at=later())
    with pytest.raises(RequestOverError):
        decline_request(token=token(request), at=later())

    request.refresh_from_db()
    assert (request.answers, request.declined_at) == ({"works_here": True}, None)


def test_time_reminds_then_makes_overdue_then_ends(application: Application) -> None:
    request = application.requests.get()

    assert do_due_requests(at=later(days=6)) == 0
    assert do_due_requests(at=later(days=8)) == 1
    assert do_due_requests(at=later(days=8)) == 0
    assert facts(application) == ("third_party", ["waiting_for_reference"])
    assert do_due_requests(at=later(days=15)) == 1
    assert facts(application) == ("third_party", ["overdue_reference"])
    assert OutboxMessage.objects.filter(kind="reference_reminder").count() == 2

    assert do_due_requests(at=later(days=29)) == 1
    assert facts(application) == ("applicant", ["lapsed_reference"])
    assert kinds(application)[-1] == "reference_expired"
    assert OutboxMessage.objects.filter(kind="reference_lapsed").count() == 1
    with pytest.raises(RequestOverError):
        answer_request(token=token(request), answers={}, at=later(days=29))


def test_overdue_request_can_still_be_answered(application: Application) -> None:
    request = application.requests.get()
    do_due_requests(at=later(days=15))

    answer_request(token=token(request), answers={"works_here": True}, at=later(days=16))

    assert facts(application) == ("staff", ["waiting_for_review"])


def test_who_declines_is_replaced_by_the_applicant(
    application: Application, applicant: User
) -> None:
    decline_request(token=token(application.requests.get()), at=later())
    assert facts(application) == ("applicant", ["lapsed_reference"])

    replace(application, applicant, "Bea Voss", "bea@example.org")

    assert facts(application) == ("third_party", ["waiting_for_reference"])
    assert kinds(application)[-2:] == ["reference_declined", "reference_replaced"]


def replace(application: Application, applicant: User, name: str, email: str) -> None:
    """Name somebody else for the last request."""
    replace_person(
        request_id=application.requests.latest("number").pk,
        application_id=application.pk,
        name=name,
        email=email,
        organization="",
        actor_id=applicant.pk,
        at=later(),
    )


def test_link_of_who_was_replaced_ends(application: Application, applicant: User) -> None:
    former = token(application.requests.get())
    replace(application, applicant, "Bea Voss", "bea@example.org")

    with pytest.raises(RequestOverError):
        answer_request(token=former, answers={"works_here": True}, at=later())


def test_three_people_may_be_named_and_then_staff_decide(
    application: Application, applicant: User
) -> None:
    replace(application, applicant, "B", "b@example.org")
    replace(application, applicant, "C", "c@example.org")

    with pytest.raises(RequestRefusedError):
        replace(application, applicant, "D", "d@example.org")
    decline_request(token=token(application.requests.latest("number")), at=later())
    assert facts(application) == ("staff", ["missing_reference"])


def test_new_link_ends_the_former_and_three_may_be_sent(
    application: Application, applicant: User
) -> None:
    request = application.requests.get()
    first = token(request)
    again = {"request_id": request.pk, "application_id": application.pk}
    for _number in range(2):
        send_again(**again, actor_id=applicant.pk, at=later())
    with pytest.raises(RequestRefusedError):
        send_again(**again, actor_id=applicant.pk, at=later())

    with pytest.raises(UnknownRequestError):
        answer_request(token=first, answers={"works_here": True}, at=later())
    request.refresh_from_db()
    answer_request(token=token(request), answers={"works_here": True}, at=later())


def test_decision_ends_what_is_open_and_keeps_what_was_answered(
    application: Application, specialist: User
) -> None:
    request = application.requests.get()
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="It is so.",
        decided_by_id=specialist.pk,
        at=later(),
    )

    with pytest.raises(RequestOverError):
        answer_request(token=token(request), answers={"works_here": True}, at=later())
    assert do_due_requests(at=later(days=30)) == 0
    request.refresh_from_db()
    assert request.withdrawn_at is not None
    assert facts(application) == ("none", ["denied"])
