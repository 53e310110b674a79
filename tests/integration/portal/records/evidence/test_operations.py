"""Claiming, verifying and rejecting an item: who may, what is kept, and that it happens once."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from portal.records.audit.models import AuditEvent
from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.models import EvidenceItem, Training
from portal.records.evidence.operations import (
    EvidenceNotAllowedError,
    EvidenceRefusedError,
    EvidenceSettledError,
    claim_item,
    reject_item,
    verify_item,
)
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.factories.evidence import make_training

pytestmark = pytest.mark.django_db
COURSE = {"course": "Safe sleep", "provider": "Bright Start", "completed_on": date(2026, 1, 2)}
REASON = "The certificate names somebody else."


@pytest.fixture
def item(applicant: User) -> Training:
    """Return a course that the applicant claims."""
    return make_training(person=applicant.person, application_reference="R1")


def verify(item: EvidenceItem, verifier: User) -> EvidenceItem:
    """Verify now."""
    return verify_item(
        kind=EvidenceKind.TRAINING, item_id=item.pk, by_id=verifier.pk, at=timezone.now()
    )


def reject(item: EvidenceItem, verifier: User, reason: str = REASON) -> EvidenceItem:
    """Reject now."""
    return reject_item(
        kind=EvidenceKind.TRAINING,
        item_id=item.pk,
        reason=reason,
        by_id=verifier.pk,
        at=timezone.now(),
    )


def test_item_is_claimed_under_its_application(applicant: User) -> None:
    claim_item(
        kind=EvidenceKind.TRAINING,
        person_id=applicant.person.pk,
        application_reference="R1",
        facts=COURSE,
    )

    stored = Training.objects.get()
    assert (stored.person, stored.state) == (applicant.person, "claimed")
    assert (stored.application_reference, stored.hours) == ("R1", None)


@pytest.mark.parametrize(
    "facts",
    [{"course": "x" * 201}, {"course": ""}, {"hours": 0}, {"expires_on": date(2025, 1, 1)}],
    ids=lambda facts: next(iter(facts)),
)
def test_what_the_columns_do_not_take_is_refused(applicant: User, facts: dict[str, Any]) -> None:
    with pytest.raises(EvidenceRefusedError), transaction.atomic():
        claim_item(
            kind=EvidenceKind.TRAINING,
            person_id=applicant.person.pk,
            application_reference="R1",
            facts=COURSE | facts,
        )

    assert not Training.objects.exists()


@pytest.mark.parametrize("role", ["registry_verifier", "specialist", "supervisor", "admin"])
def test_item_is_verified_by(item: Training, role: str, request: pytest.FixtureRequest) -> None:
    verifier = request.getfixturevalue(role)

    verified = verify(item, verifier)

    assert (verified.state, verified.verified_by) == ("verified", verifier)
    assert verified.verified_at is not None


def test_rejected_item_keeps_its_reason(item: Training, registry_verifier: User) -> None:
    rejected = reject(item, registry_verifier, f" {REASON}\n")

    assert (rejected.state, rejected.rejection_reason) == ("rejected", REASON)


def test_every_act_is_audited(applicant: User, item: Training, registry_verifier: User) -> None:
    verify(item, registry_verifier)
    other = make_training(person=applicant.person)
    reject(other, registry_verifier)

    acts = AuditEvent.objects.filter(record_type="training").order_by("id")
    assert list(acts.values_list("action", "record_id", "actor_id")) == [
        ("evidence.verified", str(item.pk), registry_verifier.pk),
        ("evidence.rejected", str(other.pk), registry_verifier.pk),
    ]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_rejection_needs_its_reason(item: Training, registry_verifier: User, reason: str) -> None:
    with pytest.raises(EvidenceRefusedError, match="Say why"):
        reject(item, registry_verifier, reason)

    assert_untouched(item)


@pytest.mark.parametrize("act", [verify, reject])
@pytest.mark.parametrize(
    "role",
    ["applicant", "other_applicant", "fiscal_clerk", "editor", "district_officer", "analyst"],
)
def test_settling_needs_the_permission(
    item: Training, act: Any, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(EvidenceNotAllowedError):
        act(item, request.getfixturevalue(role))

    assert_untouched(item)


@pytest.mark.parametrize("act", [verify, reject])
def test_nobody_settles_their_own(registry_verifier: User, act: Any) -> None:
    own = make_training(person=make_person(registry_verifier))

    with pytest.raises(EvidenceNotAllowedError, match="your own"):
        act(own, registry_verifier)

    assert_untouched(own)


def test_deactivated_verifier_settles_nothing(item: Training, registry_verifier: User) -> None:
    User.objects.filter(pk=registry_verifier.pk).update(is_active=False)

    with pytest.raises(EvidenceNotAllowedError):
        verify(item, registry_verifier)


@pytest.mark.parametrize("second", [verify, reject])
@pytest.mark.parametrize("first", [verify, reject])
def test_settled_item_stays_as_it_is(
    item: Training, first: Any, second: Any, registry_verifier: User, specialist: User
) -> None:
    settled = first(item, registry_verifier)

    with pytest.raises(EvidenceSettledError):
        second(item, specialist)

    item.refresh_from_db()
    assert (item.state, item.verified_by) == (settled.state, registry_verifier)
    assert AuditEvent.objects.filter(record_type="training").count() == 1


def assert_untouched(item: EvidenceItem) -> None:
    """Check that the item is claimed and nothing is on the audit trail about it."""
    item.refresh_from_db()
    assert (item.state, item.verified_by, item.rejection_reason) == ("claimed", None, "")
    assert not AuditEvent.objects.filter(record_type="training").exists()
