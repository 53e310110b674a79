"""Found eligible: once, by whoever may decide, with the balance due and word to the applicant."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.eligibility import can_find_eligible, find_eligible
from portal.lifecycle.errors import AlreadyDecidedError, AlreadyEligibleError, NotAllowedError
from portal.notifications.models import OutboxMessage
from portal.records.audit.models import AuditEvent
from portal.records.ledger.queries import due_cents
from portal.records.models import Application, TimelineEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.certification import apply_first
from tests.factories.paying import pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def find(application: Application, by: User) -> Application:
    """Find eligible now."""
    return find_eligible(application_id=application.pk, by_id=by.pk, at=timezone.now())


def posted(application: Application, by: User) -> tuple[int, str]:
    """Press the button on the file, and return what is answered."""
    staff = Client()
    staff.force_login(by)
    answer = staff.post(f"/admin/applications/{application.public_id}/eligible/", follow=True)
    return answer.status_code, answer.content.decode()


def test_applicant_is_told_and_the_rest_of_the_fee_is_due(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant)
    pay(application)

    status, page = posted(application, specialist)

    assert status == HTTPStatus.OK
    assert "is found eligible, and is being told." in page
    assert "Found eligible on" in page
    assert due_cents(application.pk) == 15_000
    line = TimelineEvent.objects.get(kind="eligible")
    assert (line.application, line.actor) == (application, specialist)
    event = AuditEvent.objects.get(action="application.eligible")
    assert (event.record_id, event.actor_id) == (str(application.pk), specialist.pk)
    message = OutboxMessage.objects.get(kind="application_eligible")
    assert message.context["amount"] == "$150.00"


def test_second_time_is_refused_and_nothing_is_due_twice(
    applicant: User, specialist: User, supervisor: User
) -> None:
    application = apply_first(applicant)
    find(application, specialist)

    with pytest.raises(AlreadyEligibleError):
        find(application, supervisor)
    status, page = posted(application, supervisor)

    assert (status, "has already been found eligible" in page) == (HTTPStatus.CONFLICT, True)
    assert due_cents(application.pk) == 20_000
    assert TimelineEvent.objects.filter(kind="eligible").count() == 1


def test_who_may_not_decide_finds_nobody_eligible(
    applicant: User, fiscal_clerk: User, registry_verifier: User, specialist: User
) -> None:
    application = apply_first(applicant)

    for other in (applicant, fiscal_clerk, registry_verifier):
        assert not can_find_eligible(other, application)
        with pytest.raises(NotAllowedError):
            find(application, other)

    assert can_find_eligible(specialist, application)


def test_nobody_finds_themselves_eligible(specialist: User, applicant: User) -> None:
    applicant.groups.set(specialist.groups.all())
    application = apply_first(User.objects.get(pk=applicant.pk))

    with pytest.raises(NotAllowedError, match="your own"):
        find(application, applicant)


def test_decided_application_is_not_found_eligible(applicant: User, specialist: User) -> None:
    application = apply_first(applicant)
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="The program is not approved.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    with pytest.raises(AlreadyDecidedError):
        find(application, specialist)

    assert due_cents(application.pk) == 5_000


def test_free_service_has_no_button(applicant: User, specialist: User) -> None:
    staff = Client()
    staff.force_login(specialist)

    page = staff.get(f"/admin/applications/{make_application(applicant).public_id}/")

    assert "Find eligible" not in page.content.decode()
