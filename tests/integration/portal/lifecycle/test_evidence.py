"""Deciding where items were claimed: who decides, what must be settled first, and what is named."""

import pytest
from django.utils import timezone

from portal.lifecycle.assignment import take_up_application
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.errors import EvidenceOpenError, NotAllowedError
from portal.notifications.catalogue import render_message
from portal.notifications.models import OutboxMessage
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.factories.joining import make_joining, offer_joining, settle_all

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the service."""
    offer_joining(monkeypatch)


@pytest.fixture
def joining(_offered: None, applicant: User) -> Application:
    """Return the applicant's application to join."""
    return make_joining(applicant)


def decide(
    application: Application, decider: User, outcome: str = "approved", reason: str = ""
) -> Decision:
    """Decide now."""
    return decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason=reason,
        decided_by_id=decider.pk,
        at=timezone.now(),
    )


def assert_undecided(application: Application) -> None:
    """Check that nothing was decided and nothing followed."""
    application.refresh_from_db()
    assert application.stage == Application.Stage.SUBMITTED
    assert application.person.registry_id is None
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["registry_verifier", "specialist", "supervisor", "admin"])
def test_service_is_decided_by_the_reviewers_that_it_names(
    joining: Application, role: str, request: pytest.FixtureRequest
) -> None:
    reviewer = request.getfixturevalue(role)
    settle_all(joining, reviewer)
    take_up_application(application_id=joining.pk, by_id=reviewer.pk, at=timezone.now())

    assert decide(joining, reviewer).decided_by == reviewer


@pytest.mark.parametrize("role", ["applicant", "fiscal_clerk", "editor", "district_officer"])
def test_nobody_else_decides_it(
    joining: Application, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowedError):
        decide(joining, request.getfixturevalue(role), "denied", "No.")

    assert_undecided(joining)


def test_reviewers_are_those_of_the_version_that_was_submitted(
    joining: Application, registry_verifier: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer_joining(monkeypatch, reviewers="")
    settle_all(joining, registry_verifier)

    decide(joining, registry_verifier)

    assert Decision.objects.count() == 1


def test_verifier_does_not_decide_their_own(registry_verifier: User) -> None:
    make_person(registry_verifier)
    own = make_joining(registry_verifier)

    with pytest.raises(NotAllowedError, match="your own application"):
        decide(own, registry_verifier, "denied", "No.")


def test_approval_waits_until_every_item_is_settled(
    joining: Application, registry_verifier: User
) -> None:
    with pytest.raises(EvidenceOpenError, match="3 items of this application are still open"):
        decide(joining, registry_verifier)

    assert_undecided(joining)


def test_denial_does_not_wait(joining: Application, registry_verifier: User) -> None:
    decision = decide(joining, registry_verifier, "denied", "She works in another state.")

    assert [item["state"] for item in decision.evidence] == ["claimed"] * 3


def test_service_that_does_not_ask_for_it_is_approved_with_open_items(
    applicant: User, registry_verifier: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer_joining(monkeypatch, needs_settled_evidence=False)

    decision = decide(make_joining(applicant), registry_verifier)

    assert [item["state"] for item in decision.evidence] == ["claimed"] * 3


def test_open_items_of_another_application_do_not_matter(
    joining: Application, applicant: User, registry_verifier: User
) -> None:
    make_joining(applicant)
    settle_all(joining, registry_verifier)

    assert len(decide(joining, registry_verifier).evidence) == 3


def test_decision_names_what_was_rejected_and_issues_the_registry_id(
    joining: Application, registry_verifier: User
) -> None:
    settle_all(joining, registry_verifier, reject=("qualification",))

    decision = decide(joining, registry_verifier)

    joining.person.refresh_from_db()
    assert joining.person.registry_id
    named = [(item["title"], item["state"], item["reason"]) for item in decision.evidence]
    assert named == [
        ("Teacher, Maple Street Center", "verified", ""),
        ("BA, Child studies, Ashford College", "rejected", "The transcript is missing."),
        ("Safe sleep, Bright Start", "verified", ""),
    ]


def test_message_names_the_registry_id_and_what_was_rejected(
    joining: Application, registry_verifier: User
) -> None:
    settle_all(joining, registry_verifier, reject=("qualification",))
    decide(joining, registry_verifier)

    joining.person.refresh_from_db()
    message = OutboxMessage.objects.get(kind="application_approved")
    body = render_message(message.kind, message.language, message.context).body
    assert f"Your registry ID is {joining.person.registry_id}." in body
    assert "- BA, Child studies, Ashford College: The transcript is missing." in body
    assert "Safe sleep" not in body
    assert "new dates" not in body


def test_message_of_a_whole_acceptance_names_no_item(
    joining: Application, registry_verifier: User
) -> None:
    settle_all(joining, registry_verifier)
    decide(joining, registry_verifier)

    message = OutboxMessage.objects.get(kind="application_approved")
    body = render_message(message.kind, message.language, message.context).body
    assert "could not be accepted" not in body
