"""What happens to an application is told once, by a row of the same transaction."""

from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.events import application_submitted
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.applications import make_application


def announce(application_id: int, person_id: int, recipient: str = "maren@example.org") -> None:
    """Announce a submission as the lifecycle does."""
    application_submitted.send(
        sender=Application,
        application_id=application_id,
        public_id=uuid4(),
        person_id=person_id,
        reference="U96A8F9T6W",
        language="es",
        recipient=recipient,
        service_key="certification.renew_professional",
        at=timezone.now(),
    )


def decide(application: Application, decider: User, outcome: str, reason: str = "") -> None:
    """Decide now."""
    decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason=reason,
        decided_by_id=decider.pk,
        at=timezone.now(),
    )


def test_submission_queues_one_message_in_the_applicants_language(applicant: User) -> None:
    application = make_application(applicant, language="es")

    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient, message.language) == (
        "application_submitted",
        "applicant@example.org",
        "es",
    )
    assert message.dedup_key == f"application_submitted:{application.pk}"
    assert message.context == {
        "reference": application.reference,
        "application_id": str(application.public_id),
        "service_key": application.service_key,
    }


def test_submission_costs_one_insert(applicant: User) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        announce(7, applicant.person.pk)

    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["INSERT"]


def test_repeated_announcement_adds_nothing(applicant: User) -> None:
    announce(7, applicant.person.pk)
    announce(7, applicant.person.pk)

    assert OutboxMessage.objects.count() == 1


def test_message_goes_with_the_transaction(applicant: User) -> None:
    with transaction.atomic():
        announce(7, applicant.person.pk)
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()


def test_without_an_address_on_record_the_accounts_is_used(applicant: User) -> None:
    announce(7, applicant.person.pk, recipient="")

    assert OutboxMessage.objects.get().recipient == applicant.email


def test_without_any_address_nothing_is_queued(applicant: User) -> None:
    User.objects.filter(pk=applicant.pk).update(email="")

    announce(7, applicant.person.pk, recipient="")

    assert not OutboxMessage.objects.exists()


def test_approval_is_told(applicant: User, specialist: User) -> None:
    application = make_application(applicant)

    decide(application, specialist, "approved", reason="Checked by telephone.")

    message = OutboxMessage.objects.get(kind="application_approved")
    assert message.dedup_key == f"application_approved:{application.pk}"


def test_denial_is_told_with_its_reason(applicant: User, specialist: User) -> None:
    application = make_application(applicant)

    decide(application, specialist, "denied", reason="The degree was not conferred.")

    message = OutboxMessage.objects.get(kind="application_denied")
    assert message.context == {
        "reference": application.reference,
        "application_id": str(application.public_id),
        "service_key": application.service_key,
        "reason": "The degree was not conferred.",
    }
