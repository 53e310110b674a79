"""One decision an application: who may decide, what follows, and that both happen or neither."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application

from portal.lifecycle.decisions import decide_application, take_up_application
from portal.lifecycle.errors import AlreadyDecidedError, NotAllowedError
from portal.records.applications.models import Application, Decision, TimelineEvent
from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import CredentialEvent
from portal.users.models import User

APPROVED, DENIED = Decision.Outcome.APPROVED, Decision.Outcome.DENIED


@pytest.fixture
def application(applicant: User) -> Application:
    """Return the applicant's submitted renewal."""
    return make_application(applicant)


def decide(application: Application, decider: User, outcome: str = APPROVED, reason: str = "") -> Decision:
    """Decide now."""
    return decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason=reason,
        decided_by_id=decider.pk,
        at=timezone.now(),
    )


def test_approval_extends_the_certificate_and_closes_the_application(
    application: Application, specialist: User
) -> None:
    expired_on = application.credential.expires_on

    decision = decide(application, specialist)

    application.refresh_from_db()
    application.credential.refresh_from_db()
    assert application.credential.expires_on == expired_on.replace(year=expired_on.year + 5)
    assert (application.stage, application.action_required_by, application.statuses) == (
        "closed",
        "none",
        ["approved"],
    )
    assert decision.effects[0] == {
        "effect": "ExtendCredential",
        "credential_number": application.credential.number,
        "expires_on": application.credential.expires_on.isoformat(),
    }
    assert list(application.timeline.values_list("kind", "actor_id")) == [
        ("submitted", application.person.account_id),
        ("approved", specialist.pk),
    ]
