"""Eight verifiers settle the same item in the same moment: one does, seven are told."""

from functools import partial

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.records.audit.models import AuditEvent
from portal.records.evidence import operations
from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.models import EvidenceItem, Training
from portal.records.evidence.operations import EvidenceSettledError, reject_item, verify_item
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.evidence import make_training
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
VERIFIERS, ROUNDS = 8, 6


@pytest.fixture
def verifiers() -> list[User]:
    """Return as many as settle at once."""
    return [
        make_account(Role.REGISTRY_VERIFIER, username=f"verifier-{n}") for n in range(VERIFIERS)
    ]


def all_settle(item: Training, verifiers: list[User]) -> list[object]:
    """Let everyone settle at once, every other one rejecting."""
    about = {"kind": EvidenceKind.TRAINING, "item_id": item.pk, "at": timezone.now()}
    return run_together(
        [
            partial(reject_item, reason="No.", by_id=verifier.pk, **about)
            if place % 2
            else partial(verify_item, by_id=verifier.pk, **about)
            for place, verifier in enumerate(verifiers)
        ]
    )


def test_simultaneous_verifiers_settle_an_item_once(verifiers: list[User]) -> None:
    for _round in range(ROUNDS):
        item = make_training()

        outcomes = all_settle(item, verifiers)

        settled = [outcome for outcome in outcomes if isinstance(outcome, EvidenceItem)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, EvidenceSettledError)]
        assert (len(settled), len(refused)) == (1, VERIFIERS - 1), outcomes
        item.refresh_from_db()
        assert (item.state, item.verified_by) == (settled[0].state, settled[0].verified_by)
        events = AuditEvent.objects.filter(record_type="training", record_id=str(item.pk))
        assert events.count() == 1


def test_many_settle_it_without_the_protection(
    verifiers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        operations, "_claimed", lambda _kind, item_id: Training.objects.filter(pk=item_id)
    )

    outcomes = all_settle(make_training(), verifiers)

    assert sum(isinstance(outcome, EvidenceItem) for outcome in outcomes) > 1, outcomes
